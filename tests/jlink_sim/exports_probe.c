/* The J-Link functions that nrfjprog loads: the library, the list of probes, the probe.
 *
 * Prototypes are those of the public wrappers of the J-Link library. Every function returns a whole int: a void or
 * char return would leave register garbage in the caller's int, which nrfjprog then reports as a random -102.
 */
#include "sim.h"

#include <stdio.h>
#include <string.h>

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

enum { USB = 1 };

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
    session.selected = NO_PROBE;
    for (int i = 0; i < scenario()->probes && !state()->unplugged; i++)
        if (scenario()->probe[i].serial == serial)
            session.selected = i;
    return call_end(&call, session.selected);
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
        session.error_handler = error;
    if (call_begin(&call, __func__, 0, "%s", ""))
        text = call.fault->text;
    else if (scenario()->open_error[0] != '\0')
        text = scenario()->open_error;
    else if (state()->unplugged || scenario()->probes == 0)
        text = "Cannot connect to J-Link via USB.";
    if (text == NULL)
        session.opened = session.selected == NO_PROBE ? 0 : session.selected;
    call_end(&call, text == NULL ? 0 : -1);
    return text;
}

EXPORT int JLINKARM_IsOpen(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, session.opened != NO_PROBE);
}

EXPORT int JLINKARM_EMU_IsConnected(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, session.opened != NO_PROBE && !state()->unplugged);
}

EXPORT int JLINKARM_Close(void)
{
    struct call call;

    call_begin(&call, __func__, 0, "%s", "");
    call_end(&call, 0);
    session.opened = NO_PROBE;
    session.connected = false;
    return 0;
}

EXPORT int JLINKARM_GetSN(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, session.opened == NO_PROBE ? -1 : (int)active_probe()->serial);
}

EXPORT int JLINKARM_GetFirmwareString(char *text, int size)
{
    struct call call;

    call_begin(&call, __func__, 0, "%s", "");
    if (size > 0)
        snprintf(text, (size_t)size, "%s", session.opened == NO_PROBE ? "" : active_probe()->firmware);
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

    if (sscanf(command, "CORESIGHT_SetIndexAHBAPToUse = %d", &port) != 1 || session.opened == NO_PROBE)
        return;
    for (int i = 0; active_probe()->chip != NULL && i < active_probe()->chip->cores; i++)
        if (active_probe()->chip->core[i].ahb == port)
            session.core = i;
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
    if (session.opened == NO_PROBE || state()->unplugged)
        return call_end(&call, 1);
    status->vtref_mv = (uint16_t)active_target()->vtref_mv;
    status->reset = status->vtref_mv > 0;
    return call_end(&call, 0);
}

/* Nothing to simulate, but each is a line of the call log. */
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

    session.error_handler = error;
    call_begin(&call, __func__, 0, "on=%d", error != NULL);
    return call_end(&call, 0);
}

EXPORT int JLINKARM_HasError(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, session.failed);
}

EXPORT int JLINKARM_ClrError(void)
{
    struct call call;

    call_begin(&call, __func__, 0, "%s", "");
    session.failed = false;
    return call_end(&call, 0);
}

EXPORT int JLINKARM_SetSpeed(uint32_t khz)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "khz=%u", khz))
        return call_end(&call, (int)call.fault->value);
    session.speed_khz = khz;
    return call_end(&call, 0);
}

EXPORT int JLINKARM_GetSpeed(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, (int)session.speed_khz);
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
