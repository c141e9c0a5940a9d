namespace AgentBus.Dashboard;

/// <summary>One page, or one thing that a page asks for: a request of a known viewer in, an answer out.</summary>
internal delegate Task<PageAnswer> PageHandler(PageCall call);
