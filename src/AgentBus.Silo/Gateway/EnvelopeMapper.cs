using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using AgentBus.Model;
using AgentBus.Protocol.Envelopes;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// Protobuf to <see cref="Envelope"/>, the only place that does it. It never throws and never refuses: what is wrong with the bytes goes
/// into <see cref="Envelope.Defect"/>, and the Shape stage refuses that. Belongs to one reader; not thread-safe.
/// </summary>
internal sealed class EnvelopeMapper
{
    private readonly TextCache _texts = new();

    /// <summary>Maps one envelope. The result keeps no reference to the bytes.</summary>
    public Envelope Map(ReadOnlySpan<byte> bytes)
    {
        if (!EnvelopeReader.TryRead(bytes, out var wire))
        {
            return new Envelope
            {
                MessageId = Utf8.IsValid(wire.MessageId) ? Encoding.UTF8.GetString(wire.MessageId) : "",
                Defect = wire.DefectiveField == 0
                    ? "The bytes are not an Envelope."
                    : $"Field {wire.DefectiveField} of the Envelope is not well-formed.",
            };
        }

        var envelope = Map(wire, bytes);
        return wire.HasLists ? WithLists(envelope, Wire.Envelope.Parser.ParseFrom(bytes)) : envelope;
    }

    private Envelope Map(in EnvelopeReader wire, ReadOnlySpan<byte> bytes)
    {
        var messageId = Encoding.UTF8.GetString(wire.MessageId);
        return new Envelope
        {
            MessageId = messageId,
            ProtocolVersion = _texts.Get(0, wire.ProtocolVersion),
            ConstitutionalHash = _texts.Get(1, wire.ConstitutionalHash),
            TenantId = _texts.Get(2, wire.TenantId),
            FromAgent = _texts.Get(3, wire.FromAgent),
            ToAgent = _texts.Get(4, wire.ToAgent),
            Room = _texts.Get(5, wire.Room),
            Channel = _texts.Get(6, wire.Channel),
            Target = _texts.Get(7, wire.Target),
            Type = WireEnums.ToModel(wire.Type) ?? default,
            Kind = WireEnums.ToModel(wire.Kind) ?? default,
            Priority = WireEnums.ToModel(wire.Priority) ?? default,
            IdempotencyKey = wire.IdempotencyKey.SequenceEqual(wire.MessageId) ? messageId : Encoding.UTF8.GetString(wire.IdempotencyKey),
            ExpiresAt = wire.ExpiresAt.IsValid ? wire.ExpiresAt.ToTime() : null,
            Classification = WireEnums.ToModel(wire.Classification) ?? default,
            Subject = _texts.Get(8, wire.Subject),
            Action = _texts.Get(9, wire.Action),
            Tool = _texts.Get(10, wire.Tool),
            RequiresApproval = wire.RequiresApproval,
            ApprovalId = _texts.Get(11, wire.ApprovalId),
            EhiScore = wire.EhiScore,
            ParentId = _texts.Get(12, wire.ParentId),
            ConversationId = _texts.Get(13, wire.ConversationId),
            CorrelationId = _texts.Get(14, wire.CorrelationId),
            TraceParent = _texts.Get(15, wire.TraceParent),
            IsUninspectable = wire.IsEncrypted,
            IsPiiRegulated = wire.IsPiiRegulated,
            Intent = _texts.Get(16, wire.Intent),
            RequiredCapability = _texts.Get(17, wire.RequiredCapability),
            BodyDigest = EnvelopeBody.Digest(bytes),
            Encoded = wire.HasOwnedFields ? OwnedFields.Strip(bytes) : bytes.ToArray(),
            Defect = FindDefect(wire),
        };
    }

    // Few messages have these; what the reader let pass, the generated code reads.
    private static Envelope WithLists(Envelope envelope, Wire.Envelope wire)
    {
        var recipients = ImmutableArray.CreateBuilder<Recipient>(wire.Recipients.Count);
        var defect = envelope.Defect;
        foreach (var recipient in wire.Recipients)
        {
            if (WireEnums.ToModel(recipient.Type) is { } type)
            {
                recipients.Add(new Recipient(type, recipient.Id));
            }
            else
            {
                defect = Outside(Wire.Envelope.RecipientsFieldNumber);
            }
        }

        return envelope with
        {
            Recipients = recipients.DrainToImmutable(),
            Capabilities = [.. wire.Capabilities.Select(static capability => capability.Name)],
            Embedding = [.. wire.Embedding],
            Artifacts = wire.Content is { Media.Count: > 0 } content ? ArtifactsOf(content) : [],
            Defect = defect,
        };
    }

    private static ImmutableArray<string> ArtifactsOf(Wire.Content content) =>
        [.. content.Media.Where(static medium => medium.Sha256.Length == SHA256.HashSizeInBytes).Select(static medium => Convert.ToHexStringLower(medium.Sha256.Span)).Distinct().Take(Envelope.MaxArtifacts)];

    private static string FindDefect(in EnvelopeReader wire)
    {
        if (!wire.ExpiresAt.IsValid)
        {
            return Outside(Wire.Envelope.ExpiresAtFieldNumber);
        }

        if (WireEnums.ToModel(wire.Type) is null)
        {
            return Outside(Wire.Envelope.MessageTypeFieldNumber);
        }

        if (WireEnums.ToModel(wire.Kind) is null)
        {
            return Outside(Wire.Envelope.KindFieldNumber);
        }

        if (WireEnums.ToModel(wire.Priority) is null)
        {
            return Outside(Wire.Envelope.PriorityFieldNumber);
        }

        return WireEnums.ToModel(wire.Classification) is null ? Outside(Wire.Envelope.ContentFieldNumber) : "";
    }

    private static string Outside(int field) => $"Field {field} of the Envelope has a value that this protocol version does not know.";
}
