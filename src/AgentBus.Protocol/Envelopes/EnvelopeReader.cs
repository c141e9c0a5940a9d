using System.Text;
using AgentBus.Protocol.V1;
using AgentBus.Protocol.Wire;

namespace AgentBus.Protocol.Envelopes;

/// <summary>
/// Reads the fields that routing and policy need off a serialised <see cref="Envelope"/> in one pass, without allocating, and checks the
/// rest down to the last nested message. What it accepts, Google.Protobuf accepts with the same values (a test compares them): the last of
/// repeated singular fields counts, nested messages merge. The spans lie in the bytes that were read.
/// </summary>
public ref struct EnvelopeReader
{
    private static readonly MessageShape Shape = MessageShape.Of(Envelope.Descriptor);
    private static readonly byte[] RequiredCapabilityKey = Encoding.UTF8.GetBytes(EnvelopeHeaders.RequiredCapability);

    /// <summary>Field 1.</summary>
    public ReadOnlySpan<byte> MessageId { get; private set; }

    /// <summary>Field 2.</summary>
    public ReadOnlySpan<byte> ProtocolVersion { get; private set; }

    /// <summary>Field 3.</summary>
    public ReadOnlySpan<byte> ConstitutionalHash { get; private set; }

    /// <summary>Field 4.</summary>
    public ReadOnlySpan<byte> TenantId { get; private set; }

    /// <summary>Field 5.</summary>
    public ReadOnlySpan<byte> FromAgent { get; private set; }

    /// <summary>Field 6.</summary>
    public ReadOnlySpan<byte> ToAgent { get; private set; }

    /// <summary>Field 7.</summary>
    public ReadOnlySpan<byte> Room { get; private set; }

    /// <summary>Field 8.</summary>
    public ReadOnlySpan<byte> Channel { get; private set; }

    /// <summary>Field 9; absent: 0.</summary>
    public MessageType Type { get; private set; }

    /// <summary>Field 10; null: absent.</summary>
    public Priority? Priority { get; private set; }

    /// <summary>Field 11.</summary>
    public ReadOnlySpan<byte> IdempotencyKey { get; private set; }

    /// <summary>Field 13.</summary>
    public WireTime ExpiresAt { get; private set; }

    /// <summary>Field 5 of field 14; absent: 0.</summary>
    public Classification Classification { get; private set; }

    /// <summary>Field 6 of field 14 is there: content that only its receivers can read.</summary>
    public bool IsEncrypted { get; private set; }

    /// <summary>Field 16.</summary>
    public ReadOnlySpan<byte> Target { get; private set; }

    /// <summary>Field 17; absent: 0.</summary>
    public EnvelopeKind Kind { get; private set; }

    /// <summary>Field 18.</summary>
    public ReadOnlySpan<byte> ConversationId { get; private set; }

    /// <summary>Field 20.</summary>
    public ReadOnlySpan<byte> ParentId { get; private set; }

    /// <summary>Field 21.</summary>
    public ReadOnlySpan<byte> CorrelationId { get; private set; }

    /// <summary>The header <see cref="EnvelopeHeaders.RequiredCapability"/> of field 22.</summary>
    public ReadOnlySpan<byte> RequiredCapability { get; private set; }

    /// <summary>Field 23.</summary>
    public ReadOnlySpan<byte> TraceParent { get; private set; }

    /// <summary>Field 31.</summary>
    public ReadOnlySpan<byte> Subject { get; private set; }

    /// <summary>Field 4 of field 34 has the marker <c>pii_regulated</c>.</summary>
    public bool IsPiiRegulated { get; private set; }

    /// <summary>Field 35; null: absent.</summary>
    public double? EhiScore { get; private set; }

    /// <summary>Field 36.</summary>
    public bool RequiresApproval { get; private set; }

    /// <summary>Field 37.</summary>
    public ReadOnlySpan<byte> ApprovalId { get; private set; }

    /// <summary>Field 38.</summary>
    public ReadOnlySpan<byte> Action { get; private set; }

    /// <summary>Field 39.</summary>
    public ReadOnlySpan<byte> Tool { get; private set; }

    /// <summary>Field 42.</summary>
    public ReadOnlySpan<byte> Intent { get; private set; }

    /// <summary>Recipients, capabilities, an embedding or media are among the bytes; they are not read here.</summary>
    public bool HasLists { get; private set; }

    /// <summary>A field that belongs to the bus is among the bytes.</summary>
    public bool HasOwnedFields { get; private set; }

    /// <summary>The field at which reading stopped, 0 where not even a tag could be read; meaningful after <see cref="TryRead"/> said false.</summary>
    public int DefectiveField { get; private set; }

    /// <summary>Reads an envelope; false where the bytes are not one. Fields read before the defect keep their values.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out EnvelopeReader envelope)
    {
        envelope = default;
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            if (!reader.TryReadTag(out var number, out var type))
            {
                envelope.DefectiveField = 0;
                return false;
            }

            if (!reader.TryReadValue(type, out var value, out var span) || !Shape.Allows(number, type, span, depth: 1))
            {
                envelope.DefectiveField = number;
                return false;
            }

            if (type == WireType.Bytes)
            {
                envelope.Take(number, span);
            }
            else
            {
                envelope.Take(number, value);
            }

            envelope.HasOwnedFields |= EnvelopeFields.IsOwnedByBus(number);
            envelope.HasLists |= EnvelopeFields.IsList(number);
        }

        return true;
    }

    private void Take(int number, ulong value)
    {
        switch (number)
        {
            case Envelope.MessageTypeFieldNumber: Type = (MessageType)(int)value; break;
            case Envelope.PriorityFieldNumber: Priority = (Priority)(int)value; break;
            case Envelope.KindFieldNumber: Kind = (EnvelopeKind)(int)value; break;
            case Envelope.EhiScoreFieldNumber: EhiScore = BitConverter.UInt64BitsToDouble(value); break;
            case Envelope.RequiresApprovalFieldNumber: RequiresApproval = value != 0; break;
        }
    }

    private void Take(int number, ReadOnlySpan<byte> value)
    {
        switch (number)
        {
            case Envelope.MessageIdFieldNumber: MessageId = value; break;
            case Envelope.ProtocolVersionFieldNumber: ProtocolVersion = value; break;
            case Envelope.ConstitutionalHashFieldNumber: ConstitutionalHash = value; break;
            case Envelope.TenantIdFieldNumber: TenantId = value; break;
            case Envelope.FromAgentFieldNumber: FromAgent = value; break;
            case Envelope.ToAgentFieldNumber: ToAgent = value; break;
            case Envelope.RoomFieldNumber: Room = value; break;
            case Envelope.ChannelFieldNumber: Channel = value; break;
            case Envelope.IdempotencyKeyFieldNumber: IdempotencyKey = value; break;
            case Envelope.ExpiresAtFieldNumber: ExpiresAt = ExpiresAt.MergedWith(value); break;
            case Envelope.ContentFieldNumber: TakeContent(value); break;
            case Envelope.TargetFieldNumber: Target = value; break;
            case Envelope.ConversationIdFieldNumber: ConversationId = value; break;
            case Envelope.ParentIdFieldNumber: ParentId = value; break;
            case Envelope.CorrelationIdFieldNumber: CorrelationId = value; break;
            case Envelope.HeadersFieldNumber: TakeHeader(value); break;
            case Envelope.TraceparentFieldNumber: TraceParent = value; break;
            case Envelope.SubjectFieldNumber: Subject = value; break;
            case Envelope.SecurityContextFieldNumber: TakeCompliance(value); break;
            case Envelope.ApprovalIdFieldNumber: ApprovalId = value; break;
            case Envelope.ActionFieldNumber: Action = value; break;
            case Envelope.ToolFieldNumber: Tool = value; break;
            case Envelope.IntentFieldNumber: Intent = value; break;
        }
    }

    // An entry of a map: its key is field 1, its value field 2, and either may be left out.
    private void TakeHeader(ReadOnlySpan<byte> entry)
    {
        ReadOnlySpan<byte> key = default;
        ReadOnlySpan<byte> text = default;
        var reader = new WireReader(entry);
        while (!reader.AtEnd && reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out _, out var value))
        {
            switch (number)
            {
                case 1: key = value; break;
                case 2: text = value; break;
            }
        }

        if (key.SequenceEqual(RequiredCapabilityKey))
        {
            RequiredCapability = text;
        }
    }

    private void TakeCompliance(ReadOnlySpan<byte> context)
    {
        var reader = new WireReader(context);
        while (!reader.AtEnd && reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out _, out var value))
        {
            IsPiiRegulated |= number == SecurityContext.ComplianceFieldNumber && value.SequenceEqual("pii_regulated"u8);
        }
    }

    private void TakeContent(ReadOnlySpan<byte> content)
    {
        var reader = new WireReader(content);
        while (!reader.AtEnd && reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out var value, out _))
        {
            if (number == Content.ClassificationFieldNumber)
            {
                Classification = (Classification)(int)value;
            }

            IsEncrypted |= number == Content.EncryptedFieldNumber;
            HasLists |= number == Content.MediaFieldNumber;
        }
    }
}
