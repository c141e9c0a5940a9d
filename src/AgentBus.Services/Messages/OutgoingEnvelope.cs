using System.Diagnostics;
using AgentBus.Model;
using AgentBus.Protocol;
using Google.Protobuf.WellKnownTypes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Services;

/// <summary>Completes an envelope, once: every attempt sends the same bytes.</summary>
internal static class OutgoingEnvelope
{
    public static Wire.Envelope Complete(Wire.Envelope given, AgentKey sender, string hash, DateTimeOffset now)
    {
        var envelope = given.Clone();
        envelope.MessageId = Or(envelope.MessageId, Guid.CreateVersion7(now).ToString());
        envelope.ProtocolVersion = Or(envelope.ProtocolVersion, ProtocolVersion.Current);
        envelope.ConstitutionalHash = Or(envelope.ConstitutionalHash, hash);
        envelope.TenantId = Or(envelope.TenantId, sender.Tenant);
        envelope.FromAgent = Or(envelope.FromAgent, sender.Agent);
        envelope.CreatedAt ??= Timestamp.FromDateTimeOffset(now);
        envelope.Traceparent = Or(envelope.Traceparent, Activity.Current?.Id ?? "");
        return envelope;
    }

    private static string Or(string given, string otherwise) => given.Length > 0 ? given : otherwise;
}
