/* The J-Link functions that nrfjprog loads.
 *
 * Prototypes are those of the public wrappers of the J-Link library. Every function returns a whole int: a void or
 * char return would leave register garbage in the caller's int, which nrfjprog then reports as a random -102.
 */
#include "sim.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

typedef void handler(const char *text);

struct emulator {  /* JLINKARM_EMU_CONNECT_INFO */
    uint32_t serial, connection, usb_address;
    uint8_t ip_address[16];
    int32_t time;
    uint64_t time_us;
    uint32_t hardware;
    uint8_t mac_address[6];
    char product[32], nickname[32], firmware[112];
    char is_dhcp, is_dhcp_valid, ip_connections, ip_connections_valid;
    uint8_t padding[34];
};

struct hardware_status {  /* JLINKARM_HW_STATUS */
    uint16_t vtref_mv;
    uint8_t tck, tdi, tdo, tms, reset, trst;
};

struct speed_info {  /* JLINKARM_SPEED_INFO */
    uint32_t size, base_hz;
    uint16_t minimal_divider, adaptive;
};

enum { NONE = -1, USB = 1, CORE_M0 = 0x060000FF, CORE_M4 = 0x0E0000FF, CORE_M33 = 0x0E0200FF };

static int selected = NONE;      /* by serial number, before it is opened */
static int opened = NONE;
static int core_in_use;
static bool connected, failed;
static uint32_t speed_khz = 4000;
static handler *error_handler;

int active(void) { return opened; }
int active_core(void) { return core_in_use; }
const struct probe *active_probe(void) { return opened == NONE ? NULL : &scenario()->probe[opened]; }
struct target *active_target(void) { return opened == NONE ? NULL : &state()->target[opened]; }

void tell_error(const char *text)
{
    failed = true;
    if (error_handler != NULL)
        error_handler(text);
}

/* ---- library and probe ----------------------------------------------------------------------------------- */

EXPORT int JLINKARM_GetDLLVersion(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, scenario()->dll_version);
}

EXPORT int JLINKARM_EMU_GetNumDevices(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, state()->unplugged ? 0 : scenario()->probes);
}

EXPORT int JLINKARM_EMU_GetList(int interfaces, struct emulator *list, int room)
{
    struct call call;
    int number = state()->unplugged || !(interfaces & USB) ? 0 : scenario()->probes;

    if (call_begin(&call, __func__, 0, "interfaces=%d room=%d", interfaces, room))
        return call_end(&call, (int)call.fault->value);
    for (int i = 0; i < number && i < room; i++) {
        const struct probe *probe = &scenario()->probe[i];

        memset(&list[i], 0, sizeof list[i]);
        list[i].serial = probe->serial;
        list[i].connection = USB;
        list[i].usb_address = (uint32_t)i;
        strcpy(list[i].product, probe->product);
        strcpy(list[i].firmware, probe->firmware);
    }
    return call_end(&call, number);
}

EXPORT int JLINKARM_EMU_SelectByUSBSN(uint32_t serial)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "serial=%u", serial))
        return call_end(&call, (int)call.fault->value);
    selected = NONE;
    for (int i = 0; i < scenario()->probes && !state()->unplugged; i++)
        if (scenario()->probe[i].serial == serial)
            selected = i;
    return call_end(&call, selected);
}

EXPORT int JLINKARM_SelectIP(const char *host, int port)
{
    struct call call;

    call_begin(&call, __func__, 0, "host=%s port=%d", host == NULL ? "" : host, port);
    return call_end(&call, -1);  /* no probe in the network */
}

EXPORT int JLINKARM_EMU_SelectIPBySN(uint32_t serial)
{
    struct call call;

    call_begin(&call, __func__, 0, "serial=%u", serial);
    return call_end(&call, -1);
}

EXPORT const char *JLINKARM_OpenEx(handler *log, handler *error)
{
    struct call call;
    const char *text = NULL;

    (void)log;
    if (error != NULL)
        error_handler = error;
    if (call_begin(&call, __func__, 0, "%s", ""))
        text = call.fault->text;
    else if (scenario()->open_error[0] != '\0')
        text = scenario()->open_error;
    else if (state()->unplugged || scenario()->probes == 0)
        text = "Cannot connect to J-Link via USB.";
    if (text == NULL)
        opened = selected == NONE ? 0 : selected;
    call_end(&call, text == NULL ? 0 : -1);
    return text;
}

EXPORT int JLINKARM_IsOpen(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, opened != NONE);
}

EXPORT int JLINKARM_EMU_IsConnected(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, opened != NONE && !state()->unplugged);
}

EXPORT int JLINKARM_Close(void)
{
    struct call call;

    call_begin(&call, __func__, 0, "%s", "");
    call_end(&call, 0);
    opened = NONE;
    connected = false;
    return 0;
}

EXPORT int JLINKARM_GetSN(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, opened == NONE ? -1 : (int)active_probe()->serial);
}

EXPORT int JLINKARM_GetFirmwareString(char *text, int size)
{
    struct call call;

    call_begin(&call, __func__, 0, "%s", "");
    if (size > 0)
        snprintf(text, (size_t)size, "%s", opened == NONE ? "" : active_probe()->firmware);
    return call_end(&call, 0);
}

EXPORT int JLINKARM_UpdateFirmwareIfNewer(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, 0);
}

/* nrfjprog names the access port of the core that the next memory calls are for. */
static void choose_core(const char *command)
{
    int port;

    if (sscanf(command, "CORESIGHT_SetIndexAHBAPToUse = %d", &port) != 1 || opened == NONE)
        return;
    for (int i = 0; active_probe()->chip != NULL && i < active_probe()->chip->cores; i++)
        if (active_probe()->chip->core[i].ahb == port)
            core_in_use = i;
}

EXPORT int JLINKARM_ExecCommand(const char *command, char *error, int size)
{
    struct call call;

    if (error != NULL && size > 0)
        error[0] = '\0';
    if (call_begin(&call, __func__, 0, "%s", command)) {
        if (error != NULL && size > 0)
            snprintf(error, (size_t)size, "%s", call.fault->text);
        return call_end(&call, (int)call.fault->value);
    }
    choose_core(command);
    return call_end(&call, 0);
}

EXPORT int JLINKARM_GetHWStatus(struct hardware_status *status)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    memset(status, 0, sizeof *status);
    if (opened == NONE || state()->unplugged)
        return call_end(&call, 1);
    status->vtref_mv = (uint16_t)active_target()->vtref_mv;
    status->reset = status->vtref_mv > 0;
    return call_end(&call, 0);
}

/* ---- handlers, locks, settings: nothing to simulate, but each is a line of the call log ------------------ */

#define SETTING(name, parameters, format, ...) \
    EXPORT int name parameters \
    { \
        struct call call; \
        if (call_begin(&call, __func__, 0, format, __VA_ARGS__)) \
            return call_end(&call, (int)call.fault->value); \
        return call_end(&call, 0); \
    }

SETTING(JLINKARM_EnableLog, (handler * log), "on=%d", log != NULL)
SETTING(JLINKARM_EnableLogCom, (handler * log), "on=%d", log != NULL)
SETTING(JLINKARM_SetWarnOutHandler, (handler * warn), "on=%d", warn != NULL)
SETTING(JLINKARM_Lock, (void), "%s", "")
SETTING(JLINKARM_Unlock, (void), "%s", "")
SETTING(JLINKARM_TIF_Select, (int interface), "interface=%d", interface)
SETTING(JLINKARM_SetResetType, (int type), "type=%d", type)
SETTING(JLINKARM_ClrTMS, (void), "%s", "")
SETTING(JLINKARM_SetTMS, (void), "%s", "")
SETTING(JLINKARM_ClrTCK, (void), "%s", "")
SETTING(JLINKARM_SetTCK, (void), "%s", "")
SETTING(JLINKARM_CORESIGHT_Configure, (const char *text), "%s", text == NULL ? "" : text)
SETTING(JLINK_SetHookUnsecureDialog, (void *hook), "on=%d", hook != NULL)
SETTING(JLINK_RTTERMINAL_Control, (uint32_t command, void *data), "command=%u data=%d", command, data != NULL)
SETTING(JLINK_RTTERMINAL_Read, (uint32_t buffer, char *data, uint32_t size), "buffer=%u data=%d size=%u", buffer,
        data != NULL, size)
SETTING(JLINK_RTTERMINAL_Write, (uint32_t buffer, const char *data, uint32_t size), "buffer=%u data=%d size=%u",
        buffer, data != NULL, size)

EXPORT int JLINKARM_SetErrorOutHandler(handler *error)
{
    struct call call;

    error_handler = error;
    call_begin(&call, __func__, 0, "on=%d", error != NULL);
    return call_end(&call, 0);
}

EXPORT int JLINKARM_HasError(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, failed);
}

EXPORT int JLINKARM_ClrError(void)
{
    struct call call;

    call_begin(&call, __func__, 0, "%s", "");
    failed = false;
    return call_end(&call, 0);
}

EXPORT int JLINKARM_SetSpeed(uint32_t khz)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "khz=%u", khz))
        return call_end(&call, (int)call.fault->value);
    speed_khz = khz;
    return call_end(&call, 0);
}

EXPORT int JLINKARM_GetSpeed(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, (int)speed_khz);
}

EXPORT int JLINKARM_GetSpeedInfo(struct speed_info *info)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    info->base_hz = 16000000;  /* a J-Link OB: 16 MHz / 4 */
    info->minimal_divider = 4;
    info->adaptive = 0;
    return call_end(&call, 0);
}

/* ---- target ---------------------------------------------------------------------------------------------- */

EXPORT int JLINKARM_Connect(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    connected = target_answers() && active_target()->open[core_in_use];
    return call_end(&call, connected ? 0 : -1);
}

EXPORT int JLINKARM_IsConnected(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, connected && target_answers());
}

EXPORT int JLINKARM_CORE_GetFound(void)
{
    struct call call;
    static const int CORES[] = {[NRF51] = CORE_M0, [NRF52] = CORE_M4, [NRF53] = CORE_M33, [NRF91] = CORE_M33};

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, target_answers() ? CORES[active_probe()->chip->family] : 0);
}

EXPORT int JLINKARM_IsHalted(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, target_answers() ? (int)active_target()->halted[core_in_use] : -1);
}

static int set_halted(struct call *call, bool halted, int done)
{
    if (!target_answers() || !active_target()->open[core_in_use])
        return call_end(call, -1);
    active_target()->halted[core_in_use] = halted;
    return call_end(call, done);
}

EXPORT int JLINKARM_Halt(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return set_halted(&call, true, 0);
}

EXPORT int JLINKARM_GoEx(int most, int flags)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "most=%d flags=%d", most, flags))
        return call_end(&call, (int)call.fault->value);
    return set_halted(&call, false, 0);
}

EXPORT int JLINKARM_Step(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return set_halted(&call, true, 0);
}

EXPORT int JLINKARM_Reset(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    if (!target_answers())
        return call_end(&call, -1);
    reset_target(core_in_use, SOFT);
    active_target()->halted[core_in_use] = true;  /* JLINKARM_Reset halts after the reset */
    return call_end(&call, 0);
}

EXPORT int JLINKARM_ClrRESET(void)
{
    struct call call;

    call_begin(&call, __func__, 0, "%s", "");
    return call_end(&call, 0);
}

EXPORT int JLINKARM_SetRESET(void)
{
    struct call call;

    call_begin(&call, __func__, 0, "%s", "");
    if (target_answers())
        reset_target(0, BY_PIN);
    return call_end(&call, 0);
}

EXPORT int JLINKARM_ReadReg(int number)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "register=%d", number))
        return call_end(&call, (int)call.fault->value);
    if (!target_answers() || number < 0 || number >= 32)
        return call_end(&call, 0);
    return call_end(&call, (int)active_target()->core_register[core_in_use][number]);
}

EXPORT int JLINKARM_WriteReg(int number, uint32_t value)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "register=%d value=0x%08X", number, value))
        return call_end(&call, (int)call.fault->value);
    if (!target_answers() || number < 0 || number >= 32)
        return call_end(&call, -1);
    active_target()->core_register[core_in_use][number] = value;
    return call_end(&call, 0);
}

/* ---- memory ---------------------------------------------------------------------------------------------- */

EXPORT int JLINKARM_ReadMem(uint32_t address, uint32_t count, uint8_t *data)
{
    struct call call;
    int result;

    if (call_begin(&call, __func__, address, "address=0x%08X count=%u", address, count))
        return call_end(&call, (int)call.fault->value);
    result = bus_read(core_in_use, address, count, data);
    flip_bits(&call, data, count);
    return call_end(&call, result == BUS_OK ? 0 : -1);
}

EXPORT int JLINKARM_ReadMemU32(uint32_t address, uint32_t items, uint32_t *data, uint8_t *status)
{
    struct call call;
    int result;

    if (call_begin(&call, __func__, address, "address=0x%08X items=%u", address, items))
        return call_end(&call, (int)call.fault->value);
    result = bus_read(core_in_use, address, 4 * items, (uint8_t *)data);
    flip_bits(&call, (uint8_t *)data, 4 * items);
    for (uint32_t i = 0; i < items && status != NULL; i++)
        status[i] = result != BUS_OK;
    return call_end(&call, result == BUS_OK ? (int)items : -1);
}

EXPORT int JLINKARM_WriteMem(uint32_t address, uint32_t count, const uint8_t *data)
{
    struct call call;

    if (call_begin(&call, __func__, address, "address=0x%08X count=%u", address, count))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, bus_write(core_in_use, address, count, data) == BUS_OK ? (int)count : -1);
}

EXPORT int JLINKARM_WriteU32(uint32_t address, uint32_t value)
{
    struct call call;

    if (call_begin(&call, __func__, address, "address=0x%08X value=0x%08X", address, value))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, bus_write(core_in_use, address, 4, (const uint8_t *)&value) == BUS_OK ? 0 : -1);
}

/* ---- debug port and access ports ------------------------------------------------------------------------- */

EXPORT int JLINKARM_CORESIGHT_ReadAPDPReg(uint8_t index, uint8_t access_port, uint32_t *data)
{
    struct call call;
    int result;

    if (call_begin(&call, __func__, index, "%s index=%u", access_port ? "AP" : "DP", index))
        return call_end(&call, (int)call.fault->value);
    result = port_read(access_port, index, data);
    flip_bits(&call, (uint8_t *)data, sizeof *data);
    return call_end(&call, result);
}

EXPORT int JLINKARM_CORESIGHT_WriteAPDPReg(uint8_t index, uint8_t access_port, uint32_t data)
{
    struct call call;

    if (call_begin(&call, __func__, index, "%s index=%u value=0x%08X", access_port ? "AP" : "DP", index, data))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, port_write(access_port, index, data));
}
