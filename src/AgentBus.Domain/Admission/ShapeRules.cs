using AgentBus.Model;

namespace AgentBus.Domain.Admission;

/// <summary>What a well-formed message is. The refusals are made once, with the limits in their words.</summary>
internal sealed class ShapeRules(MessageLimits limits)
{
    private const int DigestBytes = 32;

    private readonly Refusal _tooLarge = Invalid($"The message is larger than {limits.MaxEnvelopeBytes} bytes.");
    private readonly Refusal _badMessageId = Invalid($"The field message_id must hold 1 to {limits.MaxIdLength} printable ASCII characters without spaces.");
    private readonly Refusal _badKey = Invalid($"The field idempotency_key may hold {limits.MaxIdLength} printable ASCII characters without spaces.");
    private readonly Refusal _longId = Invalid($"An id or the trace context is longer than {limits.MaxIdLength} characters.");
    private readonly Refusal _longName = Invalid($"The field action, tool or intent is longer than {limits.MaxNameLength} characters.");
    private readonly Refusal _manyRecipients = new(Code.LimitExceeded, $"The message names more than {limits.MaxRecipients} receivers; use a channel.");
    private readonly Refusal _noVersion = Invalid($"The field protocol_version is missing; this bus speaks {ProtocolVersions.Current}.");
    private readonly Refusal _noBytes = Invalid("The message came without its bytes or their digest.");
    private readonly Refusal _badScore = Invalid("The field ehi_score must be 0 to 1.");
    private readonly Refusal _badEnum = Invalid("The type, kind, priority or classification is not one that this version knows.");

    private readonly Refusal _badVersion = new(
        Code.VersionUnsupported, $"The field protocol_version names a version that this bus does not speak; it speaks {ProtocolVersions.Current}.");

    /// <summary>Null for a well-formed message.</summary>
    public Refusal? Check(Envelope envelope) =>
        envelope.Defect.Length > 0 ? Invalid(envelope.Defect)
        : envelope.Encoded.IsEmpty || envelope.BodyDigest.Length != DigestBytes ? _noBytes
        : envelope.Encoded.Length > limits.MaxEnvelopeBytes ? _tooLarge
        : envelope.ProtocolVersion.Length == 0 ? _noVersion
        : !ProtocolVersions.IsSupported(envelope.ProtocolVersion) ? _badVersion
        : envelope.MessageId.Length == 0 || !IsToken(envelope.MessageId) ? _badMessageId
        : !IsToken(envelope.IdempotencyKey) ? _badKey
        : HasLongId(envelope) ? _longId
        : HasLongName(envelope) ? _longName
        : !envelope.Recipients.IsDefault && envelope.Recipients.Length > limits.MaxRecipients ? _manyRecipients
        : envelope.EhiScore is not (null or (>= 0 and <= 1)) ? _badScore
        : HasUnknownEnum(envelope) ? _badEnum
        : null;

    private static Refusal Invalid(string reason) => new(Code.MessageInvalid, reason);

    private bool IsToken(string text) => text.Length <= limits.MaxIdLength && !text.AsSpan().ContainsAnyExceptInRange('!', '~');

    private bool HasLongId(Envelope envelope) =>
        envelope.ParentId.Length > limits.MaxIdLength
        || envelope.ConversationId.Length > limits.MaxIdLength
        || envelope.CorrelationId.Length > limits.MaxIdLength
        || envelope.ApprovalId.Length > limits.MaxIdLength
        || envelope.TraceParent.Length > limits.MaxIdLength;

    private bool HasLongName(Envelope envelope) =>
        envelope.Action.Length > limits.MaxNameLength
        || envelope.Tool.Length > limits.MaxNameLength
        || envelope.Intent.Length > limits.MaxNameLength;

    // Numbers of a later version, or of a .NET caller that casts.
    private static bool HasUnknownEnum(Envelope envelope) =>
        envelope.Type is < MessageType.Command or > MessageType.TaskResponse
        || envelope.Kind is < EnvelopeKind.Event or > EnvelopeKind.Error
        || envelope.Priority is < Priority.Low or > Priority.Critical
        || envelope.Classification is < Classification.Public or > Classification.Secret;
}
