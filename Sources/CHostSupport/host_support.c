#include "CHostSupport.h"
void host_support_placeholder(void) {}
