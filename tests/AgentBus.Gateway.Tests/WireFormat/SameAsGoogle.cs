using System.Text;
using AgentBus.Protocol.Envelopes;
using AgentBus.Protocol.V1;

namespace AgentBus.Gateway.Tests.WireFormat;

/// <summary>Compares the reader with Google.Protobuf over the same bytes.</summary>
internal static class SameAsGoogle
{
    /// <summary>False where the reader refuses the bytes; fails where it accepts them and Google.Protobuf does not, or reads otherwise.</summary>
    public static bool Check(byte[] bytes)
    {
        // At the end of an array of its own, so that a read past the end throws.
        var exact = bytes.AsSpan().ToArray();
        if (!EnvelopeReader.TryRead(exact, out var mine))
        {
            return false;
        }

        var theirs = Envelope.Parser.ParseFrom(bytes);
        Text(mine.MessageId).ShouldBe(theirs.MessageId);
        Text(mine.ProtocolVersion).ShouldBe(theirs.ProtocolVersion);
        Text(mine.ConstitutionalHash).ShouldBe(theirs.ConstitutionalHash);
        Text(mine.TenantId).ShouldBe(theirs.TenantId);
        Text(mine.FromAgent).ShouldBe(theirs.FromAgent);
        Text(mine.ToAgent).ShouldBe(theirs.ToAgent);
        Text(mine.Room).ShouldBe(theirs.Room);
        Text(mine.Channel).ShouldBe(theirs.Channel);
        mine.Type.ShouldBe(theirs.MessageType);
        (mine.Priority is not null).ShouldBe(theirs.HasPriority);
        (mine.Priority ?? default).ShouldBe(theirs.Priority);
        Text(mine.IdempotencyKey).ShouldBe(theirs.IdempotencyKey);
        mine.ExpiresAt.IsPresent.ShouldBe(theirs.ExpiresAt is not null);
        mine.ExpiresAt.Seconds.ShouldBe(theirs.ExpiresAt?.Seconds ?? 0);
        mine.ExpiresAt.Nanos.ShouldBe(theirs.ExpiresAt?.Nanos ?? 0);
        mine.Classification.ShouldBe(theirs.Content?.Classification ?? default);
        Text(mine.Target).ShouldBe(theirs.Target);
        mine.Kind.ShouldBe(theirs.Kind);
        Text(mine.ConversationId).ShouldBe(theirs.ConversationId);
        Text(mine.ParentId).ShouldBe(theirs.ParentId);
        Text(mine.CorrelationId).ShouldBe(theirs.CorrelationId);
        Text(mine.RequiredCapability).ShouldBe(theirs.Headers.TryGetValue(EnvelopeHeaders.RequiredCapability, out var capability) ? capability : "");
        Text(mine.TraceParent).ShouldBe(theirs.Traceparent);
        Text(mine.Subject).ShouldBe(theirs.Subject);
        BitConverter.DoubleToInt64Bits(mine.EhiScore ?? 0).ShouldBe(BitConverter.DoubleToInt64Bits(theirs.EhiScore));
        mine.RequiresApproval.ShouldBe(theirs.RequiresApproval);
        Text(mine.ApprovalId).ShouldBe(theirs.ApprovalId);
        Text(mine.Action).ShouldBe(theirs.Action);
        Text(mine.Tool).ShouldBe(theirs.Tool);
        Text(mine.Intent).ShouldBe(theirs.Intent);
        (mine.HasLists || theirs.Recipients.Count + theirs.Capabilities.Count + theirs.Embedding.Count + (theirs.Content?.Media.Count ?? 0) == 0).ShouldBeTrue();
        return true;
    }

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
