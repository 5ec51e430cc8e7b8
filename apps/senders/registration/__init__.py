"""Registration of senders for US traffic: 10DLC brand and campaign, toll-free verification, short code."""
