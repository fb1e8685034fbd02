void host_support_placeholder(void);
