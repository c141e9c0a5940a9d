using System.Collections.Immutable;
using Orleans;

namespace AgentBus.Model;

/// <summary>
/// A message as the bus handles it: the fields that routing and policy read, and the sender's bytes. Immutable and thread-safe.
/// Empty text means that the sender left the field out. Fields are those of MSG-01..03; the rest stays in <see cref="Encoded"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("agentbus.Envelope")]
public sealed record Envelope
{
    /// <summary>Artifacts of a message that evidence names.</summary>
    public const int MaxArtifacts = 64;

    /// <summary>The sender's id of the message.</summary>
    [Id(0)] public string MessageId { get; init; } = "";

    /// <summary>The version of the envelope, e.g. "1.0".</summary>
    [Id(1)] public string ProtocolVersion { get; init; } = "";

    /// <summary>The constitutional hash that the sender goes by.</summary>
    [Id(2)] public string ConstitutionalHash { get; init; } = "";

    /// <summary>The tenant; empty is filled from the session.</summary>
    [Id(3)] public string TenantId { get; init; } = "";

    /// <summary>The sender; empty is filled from the session.</summary>
    [Id(4)] public string FromAgent { get; init; } = "";

    /// <summary>The receiver of a direct message.</summary>
    [Id(5)] public string ToAgent { get; init; } = "";

    /// <summary>The room.</summary>
    [Id(6)] public string Room { get; init; } = "";

    /// <summary>The channel.</summary>
    [Id(7)] public string Channel { get; init; } = "";

    /// <summary>"room:channel", read when room and channel are empty (ROOM-02).</summary>
    [Id(8)] public string Target { get; init; } = "";

    /// <summary>What the message is for.</summary>
    [Id(9)] public MessageType Type { get; init; }

    /// <summary>The routing class.</summary>
    [Id(10)] public EnvelopeKind Kind { get; init; }

    /// <summary>The priority class.</summary>
    [Id(11)] public Priority Priority { get; init; } = Priority.Medium;

    /// <summary>Names the publish over its retries; empty: the message id does.</summary>
    [Id(12)] public string IdempotencyKey { get; init; } = "";

    /// <summary>After this it is not delivered (MSG-07).</summary>
    [Id(13)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How sensitive the content is.</summary>
    [Id(14)] public Classification Classification { get; init; }

    /// <summary>The subject (ENV-12); empty is derived from the target.</summary>
    [Id(15)] public string Subject { get; init; } = "";

    /// <summary>What the sender means to do, e.g. "deploy".</summary>
    [Id(16)] public string Action { get; init; } = "";

    /// <summary>The tool that it means to use.</summary>
    [Id(17)] public string Tool { get; init; } = "";

    /// <summary>The sender asks for an approval before delivery.</summary>
    [Id(18)] public bool RequiresApproval { get; init; }

    /// <summary>An approval that was given for this message.</summary>
    [Id(19)] public string ApprovalId { get; init; } = "";

    /// <summary>The sender's own EHI; raises, never lowers, the one that the bus computes.</summary>
    [Id(20)] public double? EhiScore { get; init; }

    /// <summary>The message that this one answers or follows.</summary>
    [Id(21)] public string ParentId { get; init; } = "";

    /// <summary>The conversation.</summary>
    [Id(22)] public string ConversationId { get; init; } = "";

    /// <summary>The request that this belongs to (ENV-21).</summary>
    [Id(23)] public string CorrelationId { get; init; } = "";

    /// <summary>W3C trace context.</summary>
    [Id(24)] public string TraceParent { get; init; } = "";

    /// <summary>SHA-256 over what the message says and does (content, payload, target, type, action, tool): a retry has the same, another message has not.</summary>
    [Id(25)] public ReadOnlyMemory<byte> BodyDigest { get; init; }

    /// <summary>The serialised envelope, without fields that belong to the bus; never pooled memory.</summary>
    [Id(26)] public ReadOnlyMemory<byte> Encoded { get; init; }

    /// <summary>What is wrong with the bytes, found while mapping; empty when well-formed. The Shape stage refuses it.</summary>
    [Id(27)] public string Defect { get; init; } = "";

    /// <summary>Whom it is for, beside <see cref="ToAgent"/>: agents and groups.</summary>
    [Id(28)] public ImmutableArray<Recipient> Recipients { get; init; } = [];

    /// <summary>Names of capabilities that the sender mentions (ENV-08); the bus carries them, and rules may read them.</summary>
    [Id(29)] public ImmutableArray<string> Capabilities { get; init; } = [];

    /// <summary>What the sender is after (ENV-09); the bus carries it, and rules may read it.</summary>
    [Id(30)] public string Intent { get; init; } = "";

    /// <summary>A semantic vector (ENV-09); the bus carries it, and rules may read it.</summary>
    [Id(31)] public ImmutableArray<float> Embedding { get; init; } = [];

    /// <summary>Part of the content is encrypted for its receivers, so that no inspection can judge it (SEC-07, T-38).</summary>
    [Id(32)] public bool IsUninspectable { get; init; }

    /// <summary>A capability that each receiver must have, as <c>name</c> or <c>name@version</c> (AGT-02); a message to a channel has no receivers to judge.</summary>
    [Id(33)] public string RequiredCapability { get; init; } = "";

    /// <summary>SHA-256 of the media that the message refers to, as lower-case hexadecimal (AUD-04); media without one are left out, and so are those beyond <see cref="MaxArtifacts"/>.</summary>
    [Id(40)] public ImmutableArray<string> Artifacts { get; init; } = [];

    /// <summary>Its security context says that personal data in it are regulated, so they are redacted whatever the tenant's policy says (PII-05).</summary>
    [Id(34)] public bool IsPiiRegulated { get; init; }

    /// <summary>The key that makes a retry recognisable.</summary>
    public string EffectiveIdempotencyKey => IdempotencyKey.Length > 0 ? IdempotencyKey : MessageId;
}
