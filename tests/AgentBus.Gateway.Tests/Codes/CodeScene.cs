using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Codes;

/// <summary>Brings a silo to refuse something, and gives the code that came over the wire.</summary>
internal delegate Task<string> CodeScene(SiloFixture fixture);
