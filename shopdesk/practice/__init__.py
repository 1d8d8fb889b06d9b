"""A marketplace to practise with: a real HTTP server on this machine that speaks as the platforms do.

It knows nothing of the code that talks to platforms and shares none with it: what both agree on stands in the
platforms' own contracts alone.

    with server.running(port=0) as practice:
        practice.control.buy("BSK-001", 2)
"""
