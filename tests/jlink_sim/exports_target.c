/* The J-Link functions that nrfjprog loads: the target behind the probe.
 *
 * Prototypes are those of the public wrappers of the J-Link library. Every function returns a whole int: a void or
 * char return would leave register garbage in the caller's int, which nrfjprog then reports as a random -102.
 */
#include "sim.h"

enum { CORE_M0 = 0x060000FF, CORE_M4 = 0x0E0000FF, CORE_M33 = 0x0E0200FF };

EXPORT int JLINKARM_Connect(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    session.connected = target_answers() && port_is_open(session.core);
    return call_end(&call, session.connected ? 0 : -1);
}

EXPORT int JLINKARM_IsConnected(void)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "%s", ""))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, session.connected && target_answers());
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
    return call_end(&call, target_answers() ? (int)active_target()->halted[session.core] : -1);
}

static int set_halted(struct call *call, bool halted, int done)
{
    if (!target_answers() || !port_is_open(session.core))
        return call_end(call, -1);
    active_target()->halted[session.core] = halted;
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
    reset_target(session.core, SOFT);
    active_target()->halted[session.core] = true;  /* JLINKARM_Reset halts after the reset */
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
    return call_end(&call, (int)active_target()->core_register[session.core][number]);
}

EXPORT int JLINKARM_WriteReg(int number, uint32_t value)
{
    struct call call;

    if (call_begin(&call, __func__, 0, "register=%d value=0x%08X", number, value))
        return call_end(&call, (int)call.fault->value);
    if (!target_answers() || number < 0 || number >= 32)
        return call_end(&call, -1);
    active_target()->core_register[session.core][number] = value;
    return call_end(&call, 0);
}

/* ---- memory ---------------------------------------------------------------------------------------------- */

EXPORT int JLINKARM_ReadMem(uint32_t address, uint32_t count, uint8_t *data)
{
    struct call call;
    int result;

    if (call_begin(&call, __func__, address, "address=0x%08X count=%u", address, count))
        return call_end(&call, (int)call.fault->value);
    result = bus_read(session.core, address, count, data);
    flip_bits(&call, data, count);
    return call_end(&call, result == BUS_OK ? 0 : -1);
}

EXPORT int JLINKARM_ReadMemU32(uint32_t address, uint32_t items, uint32_t *data, uint8_t *status)
{
    struct call call;
    int result;

    if (call_begin(&call, __func__, address, "address=0x%08X items=%u", address, items))
        return call_end(&call, (int)call.fault->value);
    result = bus_read(session.core, address, 4 * items, (uint8_t *)data);
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
    return call_end(&call, bus_write(session.core, address, count, data) == BUS_OK ? (int)count : -1);
}

EXPORT int JLINKARM_WriteU32(uint32_t address, uint32_t value)
{
    struct call call;

    if (call_begin(&call, __func__, address, "address=0x%08X value=0x%08X", address, value))
        return call_end(&call, (int)call.fault->value);
    return call_end(&call, bus_write(session.core, address, 4, (const uint8_t *)&value) == BUS_OK ? 0 : -1);
}

/* ---- debug port and access ports ------------------------------------------------------------------------- */

EXPORT int JLINKARM_CORESIGHT_ReadAPDPReg(uint8_t index, uint8_t access_port, uint32_t *data)
{
    struct call call;
    int result;

    *data = 0;  /* a fault with value 0 is a probe that reads zeros and finds nothing wrong */
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
