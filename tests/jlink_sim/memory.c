/* Reads and writes as the target's bus sees them.
 *
 * Flash takes writes only while its controller is told to, and only from 1 to 0; page and chip erase go through the
 * controller's registers as on silicon. Everything that is neither memory nor known register keeps what was written.
 */
#include "sim.h"

#include <string.h>

/* Offsets of the flash controller; CONFIGNS is the one that non-secure code uses on nRF53 and nRF91. */
enum { READY = 0x400, READY_NEXT = 0x408, CONFIG = 0x504, ERASE_PAGE = 0x508, ERASE_ALL = 0x50C, ERASE_UICR = 0x514,
       CONFIG_NS = 0x584 };
enum { CONFIG_WRITE = 1, CONFIG_ERASE = 2 };

/* Registers of an Armv7-M or Armv8-M core. */
enum { CPUID = 0xE000ED00, AIRCR = 0xE000ED0C, DHCSR = 0xE000EDF0, DEMCR = 0xE000EDFC };
enum { AIRCR_SYSRESETREQ = 1 << 2, DEMCR_VC_CORERESET = 1 };
enum { DHCSR_C_DEBUGEN = 1, DHCSR_C_HALT = 2, DHCSR_S_REGRDY = 1 << 16, DHCSR_S_HALT = 1 << 17 };

static uint32_t word_at(const uint8_t *data)
{
    uint32_t value;

    memcpy(&value, data, sizeof value);
    return value;
}

uint32_t register_get(const struct target *target, uint32_t address, uint32_t otherwise)
{
    for (uint32_t i = 0; i < target->registers; i++)
        if (target->reg[i].address == address)
            return target->reg[i].value;
    return otherwise;
}

void register_set(struct target *target, uint32_t address, uint32_t value)
{
    for (uint32_t i = 0; i < target->registers; i++)
        if (target->reg[i].address == address) {
            target->reg[i].value = value;
            return;
        }
    if (target->registers < MAX_REGISTERS)
        target->reg[target->registers++] = (struct word){address, value};
}

bool target_answers(void)
{
    const struct target *target = active_target();

    /* 1.2 V is what a J-Link needs to drive its level shifters. */
    return target != NULL && !state()->unplugged && target->vtref_mv >= 1200 && active_probe()->chip != NULL;
}

void lock_target(void)
{
    struct target *target = active_target();

    if (target == NULL)
        return;
    for (int i = 0; i < MAX_CORES; i++)
        target->open[i] = false;
    target->secure_open = false;
}

static uint32_t uicr_word(uint32_t address)
{
    const uint8_t *cell = state_memory(active(), address);

    return cell == NULL ? 0xFFFFFFFF : ~word_at(cell);
}

/* A blank core runs no firmware, so nothing opens the port of a hardened part. */
static bool has_firmware(const struct chip *chip, int core)
{
    for (int i = 0; i < MAX_REGIONS && chip->region[i].size > 0; i++)
        if (chip->region[i].kind == FLASH && chip->region[i].core == core)
            return word_at(state_memory(active(), chip->region[i].base)) != 0;  /* kept inverted: 0 is erased */
    return false;
}

/* Is the word of UICR such that this part opens its port at a reset? */
static bool opens(const struct chip *chip, uint32_t address, bool firmware_helps)
{
    uint32_t word = uicr_word(address);

    switch (chip->family) {
    case NRF51:
        return (word & 0xFF00) != 0;
    case NRF52:
        return chip->hardened ? (word & 0xFF) == 0x5A && firmware_helps : (word & 0xFF) != 0;
    default:
        return chip->hardened ? word == 0x50FA50FA && firmware_helps : word != 0;
    }
}

/* What a hardened part makes of a reset is modelled on what nrfjprog's recover relies on: resets through CTRL-AP after an
 * ERASEALL leave the port open, and so does a soft reset once UICR says open; a reset by pin starts the part afresh, and
 * then only firmware that opens the port keeps it open. */
void reset_target(int core, enum reset_kind kind)
{
    const struct probe *probe = active_probe();
    struct target *target = active_target();
    const struct chip *chip = probe->chip;
    bool catches = register_get(target, DEMCR, 0) & DEMCR_VC_CORERESET;
    bool helps = (probe->firmware_opens_port && has_firmware(chip, core)) || (kind == SOFT && target->open[core]);

    target->resets++;
    target->halted[core] = catches;
    if (kind == BY_CTRL_AP && target->erased[core])
        return;
    target->erased[core] = 0;
    target->open[core] = opens(chip, chip->core[core].uicr_approtect, helps) && !(core == 1 && probe->network_off);
    if (core == 0 && chip->core[0].uicr_secure != 0)
        target->secure_open = opens(chip, chip->core[0].uicr_secure, helps);
}

void erase_core(int core, bool uicr_too)
{
    const struct chip *chip = active_probe()->chip;

    for (int i = 0; i < MAX_REGIONS && chip->region[i].size > 0; i++) {
        const struct region *region = &chip->region[i];

        if (region->core == core && (region->kind == FLASH || (region->kind == UICR && uicr_too)))
            memset(state_memory(active(), region->base), 0, region->size);  /* kept inverted: 0 is erased */
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
static void write_flash(int core, const struct region *region, uint32_t address, uint32_t count, const uint8_t *data)
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
            cell[i] |= (uint8_t)~data[i];  /* inverted: programming only sets bits */
}

static void write_controller(int core, uint32_t offset, uint32_t value)
{
    const struct chip *chip = active_probe()->chip;

    if (flash_mode(chip, core) != CONFIG_ERASE)
        return;
    if (offset == ERASE_PAGE)
        erase_page(chip, core, value);
    else if (offset == ERASE_ALL && value == 1)
        erase_core(core, true);
    else if (offset == ERASE_UICR && value == 1)
        for (int i = 0; i < MAX_REGIONS; i++)
            if (chip->region[i].kind == UICR && chip->region[i].core == core && chip->region[i].size > 0)
                memset(state_memory(active(), chip->region[i].base), 0, chip->region[i].size);
}

static void write_register(int core, uint32_t address, uint32_t value)
{
    const struct chip *chip = active_probe()->chip;
    struct target *target = active_target();
    uint32_t base = chip->core[core].nvmc;

    register_set(target, address, value);
    if ((address & ~0x10000FFFu) == (base & ~0x10000FFFu))
        write_controller(core, address & 0xFFF, value);
    if (address == AIRCR && (value & AIRCR_SYSRESETREQ))
        reset_target(core, SOFT);
    if (address == DHCSR)
        target->halted[core] = (value & (DHCSR_C_DEBUGEN | DHCSR_C_HALT)) == (DHCSR_C_DEBUGEN | DHCSR_C_HALT);
    if (chip->family == NRF91)
        modem_after_write(address, value);
}

/* The SPU's table of peripherals (nRF53, nRF91): present, secure now, and free to be made either. */
static uint32_t default_of(const struct chip *chip, uint32_t address)
{
    enum { SPU_TABLE = 0x50003800, PRESENT = 1u << 31, SECURE = 1 << 4, FIXED = 1, FREE = 2, SPLIT = 3 };
    enum { ID_SPU = 0x03, ID_NVMC = 0x39 };
    uint32_t id = (address - SPU_TABLE) / 4;

    if (chip->family < NRF53 || address < SPU_TABLE || id >= 0x90)
        return 0;
    return (PRESENT | SECURE) | (id == ID_SPU ? FIXED : id == ID_NVMC ? SPLIT : FREE);
}

static uint32_t read_register(int core, uint32_t address)
{
    const struct chip *chip = active_probe()->chip;
    struct target *target = active_target();
    uint32_t base = chip->core[core].nvmc;

    if (chip->family == NRF91)
        modem_before_read(address);
    if ((address & ~0x10000FFFu) == (base & ~0x10000FFFu)) {
        uint32_t offset = address & 0xFFF;

        if (offset == READY || offset == READY_NEXT)
            return 1;
    }
    if (address == DHCSR)
        return DHCSR_C_DEBUGEN | DHCSR_S_REGRDY | (target->halted[core] ? DHCSR_S_HALT | DHCSR_C_HALT : 0);
    if (address == CPUID)
        return chip->family >= NRF53 ? 0x410FD214 : chip->family == NRF52 ? 0x410FC241 : 0x410CC200;
    return register_get(target, address, default_of(chip, address));
}

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
    if (core >= chip->cores || !active_target()->open[core])
        return BUS_LOCKED;
    return is_refused(chip, address) ? BUS_FAULT : BUS_OK;
}

static bool is_unpowered(const struct region *region, uint32_t address)
{
    uint32_t block = (address - region->base) / 0x8000;

    return region->kind == RAM && block < 32 && (active_probe()->ram_off >> block & 1u);
}

enum bus_result bus_read(int core, uint32_t address, uint32_t count, uint8_t *data)
{
    enum bus_result check = check_access(core, address);
    const struct region *region = check == BUS_OK ? chip_region(active_probe()->chip, address) : NULL;

    if (check != BUS_OK)
        return check;
    if (region != NULL) {
        const uint8_t *cell = state_memory(active(), address);

        if (count > region->size - (address - region->base))
            return BUS_FAULT;
        for (uint32_t i = 0; i < count; i++)
            data[i] = region->kind == RAM ? cell[i] : (uint8_t)~cell[i];
        if (is_unpowered(region, address))
            memset(data, 0, count);
        return BUS_OK;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t value = read_register(core, (address + i) & ~3u);

        data[i] = (uint8_t)(value >> (8 * ((address + i) & 3u)));
    }
    return BUS_OK;
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
            write_register(core, address + i, word_at(data + i));
        return BUS_OK;
    }
    if (count > region->size - (address - region->base))
        return BUS_FAULT;
    if (region->kind != RAM)
        write_flash(core, region, address, count, data);
    else if (!is_unpowered(region, address))
        memcpy(state_memory(active(), address), data, count);
    return BUS_OK;
}
