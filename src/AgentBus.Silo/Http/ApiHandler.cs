namespace AgentBus.Silo.Http;

/// <summary>One operation of the API: a request of a known caller in, an answer out.</summary>
internal delegate Task<ApiAnswer> ApiHandler(ApiCall call);
