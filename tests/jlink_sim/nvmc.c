/* The flash controller: flash takes writes only while it is told to, and only from 1 to 0; page and chip erase go
 * through its registers as on silicon. Flash and UICR are kept inverted (state.c): 0 is an erased cell.
 */
#include "sim.h"

#include <string.h>

/* Offsets of the flash controller; CONFIGNS is the one that non-secure code uses on nRF53 and nRF91. */
enum { READY = 0x400, READY_NEXT = 0x408, CONFIG = 0x504, ERASE_PAGE = 0x508, ERASE_ALL = 0x50C, ERASE_UICR = 0x514,
       CONFIG_NS = 0x584 };
enum { CONFIG_WRITE = 1, CONFIG_ERASE = 2 };

void erase_regions(int core, bool flash, bool uicr)
{
    const struct chip *chip = active_probe()->chip;

    for (int i = 0; i < MAX_REGIONS && chip->region[i].size > 0; i++) {
        const struct region *region = &chip->region[i];

        if (region->core == core && ((region->kind == FLASH && flash) || (region->kind == UICR && uicr)))
            memset(state_memory(active(), region->base), 0, region->size);
    }
}

static void erase_page(const struct chip *chip, int core, uint32_t address)
{
    const struct region *region = chip_region(chip, address);
    uint32_t page = chip->core[core].page;

    if (region != NULL && region->kind == FLASH)
        memset(state_memory(active(), address - (address - region->base) % page), 0, page);
}

static uint32_t flash_mode(const struct chip *chip, int core)
{
    const struct target *target = active_target();
    uint32_t base = chip->core[core].nvmc;

    return register_get(target, base + CONFIG, 0) | register_get(target, base + CONFIG_NS, 0) |
           register_get(target, (base & ~0x10000000u) + CONFIG, 0);
}

/* nRF53 and nRF91 erase the page that a word of ones is written to. */
void flash_write(int core, const struct region *region, uint32_t address, uint32_t count, const uint8_t *data)
{
    const struct probe *probe = active_probe();
    uint32_t mode = flash_mode(probe->chip, core);
    uint8_t *cell = state_memory(active(), address);

    if (mode == CONFIG_ERASE && probe->chip->family >= NRF53) {
        erase_page(probe->chip, core, address);
        return;
    }
    if (mode != CONFIG_WRITE || region->kind == FICR)
        return;
    for (uint32_t i = 0; i < count; i++)
        if (address + i < probe->stuck_low || address + i > probe->stuck_high)
            cell[i] |= (uint8_t)~data[i];
}

static void start_erase(int core, uint32_t offset, uint32_t value)
{
    const struct chip *chip = active_probe()->chip;

    if (flash_mode(chip, core) != CONFIG_ERASE)
        return;
    if (offset == ERASE_PAGE)
        erase_page(chip, core, value);
    else if (offset == ERASE_ALL && value == 1)
        erase_regions(core, true, true);
    else if (offset == ERASE_UICR && value == 1)
        erase_regions(core, false, true);
}

/* nRF53 and nRF91 have the controller at a secure and at a non-secure address, one bit apart. */
static bool is_controller(const struct chip *chip, int core, uint32_t address)
{
    return (address & ~0x10000FFFu) == (chip->core[core].nvmc & ~0x10000FFFu);
}

void nvmc_after_write(int core, uint32_t address, uint32_t value)
{
    if (is_controller(active_probe()->chip, core, address))
        start_erase(core, address & 0xFFF, value);
}

bool nvmc_says_ready(int core, uint32_t address)
{
    return is_controller(active_probe()->chip, core, address) &&
           ((address & 0xFFF) == READY || (address & 0xFFF) == READY_NEXT);
}
