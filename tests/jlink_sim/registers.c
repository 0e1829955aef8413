/* Registers: those of the core, of RAM power, and of the SPU's table; any other keeps what was written. */
#include "sim.h"

/* Registers of an Armv7-M or Armv8-M core. */
enum { CPUID = 0xE000ED00, AIRCR = 0xE000ED0C, DHCSR = 0xE000EDF0 };
enum { AIRCR_SYSRESETREQ = 1 << 2 };
enum { DHCSR_C_DEBUGEN = 1, DHCSR_C_HALT = 2, DHCSR_S_REGRDY = 1 << 16, DHCSR_S_HALT = 1 << 17 };

enum { RAM_IS_ON = 0xFFFF };  /* reset value of a RAM block's power register: every section on */

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

/* Blocks of equal sections; only nRF52833 and nRF52840 have one more block, of 32 KiB sections, above 64 KiB. */
bool ram_is_off(const struct region *region, uint32_t address)
{
    const struct core *core = &active_probe()->chip->core[region->core];
    uint32_t offset = address - region->base, block, bit;

    if (region->kind != RAM || core->ram_power == 0)
        return false;
    block = offset / core->ram_section / (uint32_t)core->ram_sections;
    bit = offset / core->ram_section % (uint32_t)core->ram_sections;
    if (active_probe()->chip->family == NRF52 && offset >= 0x10000) {
        block = 8;
        bit = (offset - 0x10000) / 0x8000;
    }
    return !(register_get(active_target(), core->ram_power + 16 * block, RAM_IS_ON) >> bit & 1u);
}

/* Offset 0 is the power of a block, 4 sets and 8 clears bits of it. */
static bool write_ram_power(int core, uint32_t address, uint32_t value)
{
    const struct core *of = &active_probe()->chip->core[core];
    struct target *target = active_target();
    uint32_t offset = address - of->ram_power;
    uint32_t block = of->ram_power + (offset & ~15u);
    uint32_t power = register_get(target, block, RAM_IS_ON);

    if (of->ram_power == 0 || offset >= 0x100 || ((offset & 15) != 4 && (offset & 15) != 8))
        return false;
    register_set(target, block, (offset & 15) == 4 ? power | value : power & ~value);
    return true;
}

void register_write(int core, uint32_t address, uint32_t value)
{
    const struct chip *chip = active_probe()->chip;
    struct target *target = active_target();

    if (!write_ram_power(core, address, value))
        register_set(target, address, value);
    nvmc_after_write(core, address, value);
    if (address == AIRCR && (value & AIRCR_SYSRESETREQ))
        reset_target(core, SOFT);
    if (address == DHCSR)
        target->halted[core] = (value & (DHCSR_C_DEBUGEN | DHCSR_C_HALT)) == (DHCSR_C_DEBUGEN | DHCSR_C_HALT);
    if (chip->family == NRF91)
        modem_after_write(address, value);
}

/* Registers that nobody wrote: RAM is on, and the SPU's table of peripherals (nRF53, nRF91) has them present, secure
 * now, and free to be made either. */
static uint32_t default_of(const struct chip *chip, int core, uint32_t address)
{
    enum { SPU_TABLE = 0x50003800, PRESENT = 1u << 31, SECURE = 1 << 4, FIXED = 1, FREE = 2, SPLIT = 3 };
    enum { ID_SPU = 0x03, ID_NVMC = 0x39, NRF51_RAMON = 0x40000524 };
    uint32_t id = (address - SPU_TABLE) / 4;

    if (chip->core[core].ram_power != 0 && address - chip->core[core].ram_power < 0x100)
        return RAM_IS_ON;
    if (chip->family == NRF51 && address == NRF51_RAMON)
        return 3;
    if (chip->family < NRF53 || address < SPU_TABLE || id >= 0x90)
        return 0;
    return (PRESENT | SECURE) | (id == ID_SPU ? FIXED : id == ID_NVMC ? SPLIT : FREE);
}

uint32_t register_read(int core, uint32_t address)
{
    const struct chip *chip = active_probe()->chip;
    struct target *target = active_target();

    if (chip->family == NRF91)
        modem_before_read(address);
    if (nvmc_says_ready(core, address))
        return 1;
    if (address == DHCSR)
        return DHCSR_C_DEBUGEN | DHCSR_S_REGRDY | (target->halted[core] ? DHCSR_S_HALT | DHCSR_C_HALT : 0);
    if (address == CPUID)
        return chip->family >= NRF53 ? 0x410FD214 : chip->family == NRF52 ? 0x410FC241 : 0x410CC200;
    return register_get(target, address, default_of(chip, core, address));
}
