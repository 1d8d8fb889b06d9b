"""TikTok Shop Partner API 202309 and later as its specifications say: the body is signed, code 0 can hide errors."""
