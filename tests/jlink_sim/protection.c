/* What closes and opens the ports of a part, and what a reset makes of it. */
#include "sim.h"

enum { DEMCR = 0xE000EDFC, DEMCR_VC_CORERESET = 1 };
enum { APPROTECT_OPEN_NRF52 = 0x5A, APPROTECT_OPEN = 0x50FA50FA };  /* on hardened parts */

/* 1.2 V is what a J-Link needs to drive its level shifters. */
enum { LOWEST_MV = 1200 };

bool target_answers(void)
{
    const struct target *target = active_target();

    return target != NULL && !state()->unplugged && target->vtref_mv >= LOWEST_MV && active_probe()->chip != NULL;
}

void lock_target(bool secure_only)
{
    struct target *target = active_target();

    if (target == NULL)
        return;
    for (int i = 0; i < MAX_CORES && !secure_only; i++)
        target->open[i] = false;
    target->secure_open = false;
}

bool port_is_open(int core)
{
    const struct target *target = active_target();

    return target->open[core] && !(core == 1 && register_get(target, NETWORK_FORCEOFF, 0) != 0);
}

/* A blank core runs no firmware, so nothing opens the port of a hardened part. */
static bool has_firmware(const struct chip *chip, int core)
{
    for (int i = 0; i < MAX_REGIONS && chip->region[i].size > 0; i++)
        if (chip->region[i].kind == FLASH && chip->region[i].core == core)
            return flash_word(chip->region[i].base) != 0xFFFFFFFF;
    return false;
}

/* Is the word of UICR such that this part opens its port at a reset? */
static bool opens(const struct chip *chip, uint32_t address, bool firmware_helps)
{
    uint32_t word = flash_word(address);

    switch (chip->family) {
    case NRF51:
        return true;
    case NRF52:
        return chip->hardened ? (word & 0xFF) == APPROTECT_OPEN_NRF52 && firmware_helps : (word & 0xFF) != 0;
    default:
        return chip->hardened ? word == APPROTECT_OPEN && firmware_helps : word != 0;
    }
}

/* What a hardened part makes of a reset is modelled on what nrfjprog's recover relies on: resets through CTRL-AP
 * after an ERASEALL leave the port open, and so does a soft reset once UICR says open; a reset by pin starts the
 * part afresh, and then only firmware that opens the port keeps it open. */
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
    target->open[core] = opens(chip, chip->core[core].uicr_approtect, helps);
    if (core == 0 && chip->core[0].uicr_secure != 0)
        target->secure_open = opens(chip, chip->core[0].uicr_secure, helps);
}
