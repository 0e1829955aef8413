/* The modem core of an nRF91 answering a firmware update. */
#include "sim.h"

void modem_after_write(uint32_t address, uint32_t value)
{
    (void)address;
    (void)value;
}

void modem_before_read(uint32_t address)
{
    (void)address;
}
