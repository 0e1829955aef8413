/* Debug port and access ports: what can be asked while the core runs and while the port is closed. */
#include "sim.h"

#include <string.h>

/* Debug port registers by number (address / 4). SELECT is written where RDBUFF-1 is read. */
enum { DP_IDR = 0, DP_CTRL_STAT = 1, DP_SELECT = 2, DP_RDBUFF = 3 };
enum { POWER_REQUESTS = 1 << 28 | 1 << 30, POWER_ACKNOWLEDGED_SHIFT = 1 };

/* Memory access port, registers by number. */
enum { AP_CSW = 0x00, AP_TAR = 0x04, AP_DRW = 0x0C, AP_BASE = 0xF8, AP_IDR = 0xFC };
#define CSW_DEVICE_ENABLED (1u << 6)
#define CSW_SECURE_ENABLED (1u << 23)
#define CSW_SIZE_WORD 2u

/* CTRL-AP; the status registers at 0x0C and 0x10 exist on nRF52 and nRF91, the part's number on nRF53 and nRF91. */
enum { CTRL_RESET = 0x00, CTRL_ERASEALL = 0x04, CTRL_ERASEALLSTATUS = 0x08, CTRL_APPROTECTSTATUS = 0x0C,
       CTRL_SECURESTATUS = 0x10, CTRL_ERASEPROTECTSTATUS = 0x18, CTRL_PART = 0x30, CTRL_REVISION = 0x34 };

enum { ERASE_POLLS = 2 };  /* how often ERASEALLSTATUS says busy: enough to see that somebody polls */

static int core_of(const struct chip *chip, int port, bool *is_ctrl)
{
    for (int i = 0; i < chip->cores; i++) {
        *is_ctrl = chip->core[i].ctrl == port;
        if (*is_ctrl || chip->core[i].ahb == port)
            return i;
    }
    return -1;
}

static bool erase_is_protected(const struct chip *chip, int core)
{
    uint8_t *cell = chip->core[core].uicr_erase == 0 ? NULL : state_memory(active(), chip->core[core].uicr_erase);

    /* Kept inverted, so any bit set here is a programmed one. */
    return cell != NULL && (cell[0] | cell[1] | cell[2] | cell[3]) != 0;
}

/* The erase of an nRF53 writes the words that open its ports again; on other parts nrfjprog does that itself. */
static void restore_open_words(const struct chip *chip, int core)
{
    const uint32_t addresses[] = {chip->core[core].uicr_approtect, chip->core[core].uicr_secure};
    const uint32_t open = ~0x50FA50FAu;  /* memory is kept inverted */

    for (int i = 0; i < 2; i++)
        if (chip->family == NRF53 && addresses[i] != 0)
            memcpy(state_memory(active(), addresses[i]), &open, sizeof open);
}

static void erase_all(const struct chip *chip, int core)
{
    struct target *target = active_target();

    if (erase_is_protected(chip, core))
        return;
    erase_regions(core, true, true);
    restore_open_words(chip, core);
    target->erasing[core] = ERASE_POLLS;
    target->erased[core] = 1;
    target->open[core] = true;
    target->secure_open = true;
    target->halted[core] = false;
}

/* Bit 0 for the port, bit 1 for secure debug; 1 is open. nRF53 has no such register. */
static uint32_t protection_status(const struct chip *chip, int core)
{
    const struct target *target = active_target();
    uint32_t port = target->open[core] ? 1 : 0, secure = target->secure_open ? 2 : 0;

    return chip->family == NRF91 ? port | secure : chip->family == NRF52 ? port : 0;
}

static uint32_t read_ctrl(const struct chip *chip, int core, uint32_t offset)
{
    struct target *target = active_target();

    switch (offset) {
    case AP_IDR:
        return chip->ctrl_idr;
    case CTRL_ERASEALLSTATUS:
        return target->erasing[core] > 0 ? (target->erasing[core]--, 1) : 0;
    case CTRL_APPROTECTSTATUS:
        return protection_status(chip, core);
    case CTRL_ERASEPROTECTSTATUS:
        return chip->family >= NRF53 && !erase_is_protected(chip, core);
    case CTRL_PART:
        return chip->part;
    case CTRL_REVISION:
        return chip->revision;
    default:
        return 0;
    }
}

static uint32_t read_ahb(const struct chip *chip, int core, int port, uint32_t offset)
{
    struct target *target = active_target();
    uint32_t value = 0;

    switch (offset) {
    case AP_IDR:
        return chip->ahb_idr;
    case AP_BASE:
        return 0xE00FF003;
    case AP_CSW:
        return (target->csw[port] & ~(CSW_DEVICE_ENABLED | CSW_SECURE_ENABLED)) | CSW_SIZE_WORD |
               (port_is_open(core) ? CSW_DEVICE_ENABLED : 0u) |
               (port_is_open(core) && target->secure_open && chip->family >= NRF53 ? CSW_SECURE_ENABLED : 0u);
    case AP_TAR:
        return target->tar[port];
    case AP_DRW:
        if (bus_read(core, target->tar[port], 4, (uint8_t *)&value) != BUS_OK)
            return 0;
        target->tar[port] += target->csw[port] & 0x10 ? 4 : 0;
        return value;
    default:
        return 0;
    }
}

static uint32_t read_access_port(int port, uint32_t offset)
{
    const struct chip *chip = active_probe()->chip;
    bool is_ctrl;
    int core = core_of(chip, port, &is_ctrl);

    if (core < 0)
        return 0;
    return is_ctrl ? read_ctrl(chip, core, offset) : read_ahb(chip, core, port, offset);
}

static void write_access_port(int port, uint32_t offset, uint32_t value)
{
    const struct chip *chip = active_probe()->chip;
    struct target *target = active_target();
    bool is_ctrl;
    int core = core_of(chip, port, &is_ctrl);

    if (core < 0)
        return;
    if (is_ctrl && offset == CTRL_RESET && value == 0)
        reset_target(core, BY_CTRL_AP);
    else if (is_ctrl && offset == CTRL_ERASEALL && value == 1)
        erase_all(chip, core);
    else if (!is_ctrl && offset == AP_CSW)
        target->csw[port] = value;
    else if (!is_ctrl && offset == AP_TAR)
        target->tar[port] = value;
    else if (!is_ctrl && offset == AP_DRW) {
        bus_write(core, target->tar[port], 4, (const uint8_t *)&value);
        target->tar[port] += target->csw[port] & 0x10 ? 4 : 0;
    }
}

static uint32_t read_debug_port(int index)
{
    struct target *target = active_target();

    switch (index) {
    case DP_IDR:
        return active_probe()->chip->dpidr;
    case DP_CTRL_STAT:
        return target->dp_ctrl_stat | (target->dp_ctrl_stat & POWER_REQUESTS) << POWER_ACKNOWLEDGED_SHIFT;
    case DP_RDBUFF:
        return target->dp_rdbuff;
    default:
        return 0;
    }
}

/* Reads of an access port come one read late on the wire; J-Link's functions hide that, and so do we. */
int port_read(bool access_port, int index, uint32_t *value)
{
    struct target *target = active_target();

    *value = 0;
    if (!target_answers())
        return -1;
    if (!access_port) {
        *value = read_debug_port(index);
        return 0;
    }
    *value = read_access_port((int)(target->dp_select >> 24), (target->dp_select & 0xF0) | (uint32_t)index << 2);
    target->dp_rdbuff = *value;
    return 0;
}

int port_write(bool access_port, int index, uint32_t value)
{
    struct target *target = active_target();

    if (!target_answers())
        return -1;
    if (access_port)
        write_access_port((int)(target->dp_select >> 24), (target->dp_select & 0xF0) | (uint32_t)index << 2, value);
    else if (index == DP_SELECT)
        target->dp_select = value;
    else if (index == DP_CTRL_STAT)
        target->dp_ctrl_stat = value;
    return 0;
}
