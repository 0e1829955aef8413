/* Reads and writes as the target's bus sees them: who may, what memory is there, what it does with them. */
#include "sim.h"

#include <string.h>

/* With secure debug closed the debugger's accesses are non-secure ones, and the SPU refuses secure addresses. */
static bool is_refused(const struct chip *chip, uint32_t address)
{
    return chip->family >= NRF53 && !active_target()->secure_open &&
           ((address >> 28) == 5 || (address >= 0x00FF0000 && address < 0x01000000) || address < 0x00100000);
}

static enum bus_result check_access(int core, uint32_t address)
{
    const struct chip *chip = active_probe() == NULL ? NULL : active_probe()->chip;

    if (!target_answers())
        return BUS_NO_TARGET;
    if (core >= chip->cores || !port_is_open(core))
        return BUS_LOCKED;
    return is_refused(chip, address) ? BUS_FAULT : BUS_OK;
}

/* The readback protection of nRF51 leaves the port open and lets code memory and RAM read as zeros. */
static bool hides(const struct region *region)
{
    const struct chip *chip = active_probe()->chip;

    return chip->family == NRF51 && (region->kind == FLASH || region->kind == RAM) &&
           (flash_word(chip->core[0].uicr_approtect) & 0xFF00) == 0;
}

uint32_t flash_word(uint32_t address)
{
    const uint8_t *cell = state_memory(active(), address);
    uint32_t value = 0;

    if (cell != NULL)
        memcpy(&value, cell, sizeof value);
    return ~value;  /* kept inverted */
}

enum bus_result bus_read(int core, uint32_t address, uint32_t count, uint8_t *data)
{
    enum bus_result check = check_access(core, address);
    const struct region *region = check == BUS_OK ? chip_region(active_probe()->chip, address) : NULL;

    if (check != BUS_OK)
        return check;
    if (region != NULL) {
        const uint8_t *cell = state_memory(active(), address);

        if (count > region->size - (address - region->base) || ram_is_off(region, address))
            return BUS_FAULT;
        for (uint32_t i = 0; i < count; i++)
            data[i] = region->kind == RAM ? cell[i] : (uint8_t)~cell[i];
        if (hides(region))
            memset(data, 0, count);
        return BUS_OK;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t value = register_read(core, (address + i) & ~3u);

        data[i] = (uint8_t)(value >> (8 * ((address + i) & 3u)));
    }
    return BUS_OK;
}

static uint32_t word_at(const uint8_t *data)
{
    uint32_t value;

    memcpy(&value, data, sizeof value);
    return value;
}

enum bus_result bus_write(int core, uint32_t address, uint32_t count, const uint8_t *data)
{
    enum bus_result check = check_access(core, address);
    const struct region *region = check == BUS_OK ? chip_region(active_probe()->chip, address) : NULL;

    if (check != BUS_OK)
        return check;
    active_target()->writes++;
    if (region == NULL) {
        for (uint32_t i = 0; i + 4 <= count; i += 4)
            register_write(core, address + i, word_at(data + i));
        return BUS_OK;
    }
    if (count > region->size - (address - region->base) || ram_is_off(region, address))
        return BUS_FAULT;
    if (region->kind != RAM)
        flash_write(core, region, address, count, data);
    else
        memcpy(state_memory(active(), address), data, count);
    return BUS_OK;
}
