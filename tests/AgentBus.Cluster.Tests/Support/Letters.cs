using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Silo.Gateway;
using Google.Protobuf;

namespace AgentBus.Cluster.Tests.Support;

/// <summary>Messages as admission hands them to an inbox; one with a parent answers it.</summary>
internal static class Letters
{
    private static readonly EnvelopeCodec Codec = new();
    private static int _messages;

    public static AdmittedMessage Of(
        AgentKey sender,
        string text,
        Priority priority = Priority.Medium,
        string parent = "",
        DateTimeOffset? expiresAt = null,
        Classification classification = Classification.Public)
    {
        var envelope = new Protocol.V1.Envelope
        {
            MessageId = $"letter-{Interlocked.Increment(ref _messages)}",
            Priority = (Protocol.V1.Priority)(int)priority,
            ParentId = parent,
            MessageType = parent.Length > 0 ? Protocol.V1.MessageType.Response : Protocol.V1.MessageType.Event,
            Content = new Protocol.V1.Content { Text = text },
        };
        var stamp = new Stamp(sender, EntityType.Agent, [], MessageStatus.Delivered, true, null, null, classification, [], "1");
        return new AdmittedMessage(
            envelope.MessageId, envelope.MessageId, new byte[32], expiresAt, classification, envelope.ToByteArray(), Codec.EncodeStamp(stamp), new byte[] { 1 });
    }

    /// <summary>Puts messages into an agent's inbox.</summary>
    public static Task<PublishResult> PostAsync(this BusCluster cluster, AgentKey receiver, AgentKey sender, params AdmittedMessage[] messages) =>
        cluster.Probe(receiver.Tenant).PublishAsync(ChannelKey.Inbox(receiver).GrainKey, new PublishRequest(sender, [.. messages]));

    public static IBusProbe Probe(this BusCluster cluster, string tenant) => cluster.Hosted.GetGrain<IBusProbe>($"{tenant}/probe");

    /// <summary>The dead letters of a tenant.</summary>
    public static async Task<IReadOnlyList<DeadLetter>> DeadAsync(this BusCluster cluster, string tenant) =>
        (await cluster.Silo<IDeadLetterStore>().ListAsync(new DeadLetterFilter(tenant), TestContext.Current.CancellationToken)).Letters;
}
