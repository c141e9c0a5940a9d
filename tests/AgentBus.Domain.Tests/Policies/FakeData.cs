using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Rego;

namespace AgentBus.Domain.Tests.Policies;

/// <summary>Messages whose payload tests give as JSON; it counts how often anything was read.</summary>
internal sealed class FakeData(string payload = "") : IMessageData
{
    private readonly RegoValue? _payload = payload.Length == 0 ? null : RegoValue.FromJson(payload);

    public int Reads { get; private set; }

    public bool Fails { get; init; }

    public RegoValue? Content(Envelope message) => Read(null);

    public RegoValue? Payload(Envelope message) => Read(_payload);

    public RegoValue? PayloadMember(Envelope message, string name) => Read(_payload?[name]);

    public RegoValue? Headers(Envelope message) => Read(null);

    private RegoValue? Read(RegoValue? value)
    {
        Reads++;
        return Fails && Reads == 1 ? throw new InvalidOperationException("The first reading fails.") : value;
    }
}
