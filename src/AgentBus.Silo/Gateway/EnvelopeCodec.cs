using System.Text;
using AgentBus.Domain.Events;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Messages;
using AgentBus.Domain.Queues;
using AgentBus.Model;
using AgentBus.Protocol.Envelopes;
using AgentBus.Protocol.Wire;
using AgentBus.Silo.Json;
using Google.Protobuf;
using WireStamp = AgentBus.Protocol.V1.Stamp;
using WireInspection = AgentBus.Protocol.V1.InspectionMetadata;

namespace AgentBus.Silo.Gateway;

/// <inheritdoc/>
internal sealed class EnvelopeCodec : IEnvelopeCodec
{
    /// <inheritdoc/>
    public Envelope Read(ReadOnlySpan<byte> encoded) => new EnvelopeMapper().Map(encoded);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> EncodeSystem(SystemMessage message) => SystemEnvelope.Of(message).ToByteArray();

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> ReadAction(ReadOnlySpan<byte> encoded) => ActionJson.Of(encoded);

    /// <inheritdoc/>
    public Stamp? ReadStamp(ReadOnlySpan<byte> encoded) => Parse(encoded) is not { } read
        ? null
        : new Stamp(
            new AgentKey(read.TenantId, read.Sender),
            WireEnums.ToModel(read.SenderType) ?? default,
            [.. read.SenderRoles],
            WireEnums.ToModel(read.Status) ?? default,
            read.ConstitutionalValidated,
            read.HasImpactScore ? read.ImpactScore : null,
            read.HasEhiScore ? read.EhiScore : null,
            WireEnums.ToModel(read.Classification) ?? Classification.Secret,
            [.. read.Inspection?.Tags ?? []],
            read.PolicyRevision,
            read.Protocol);

    /// <inheritdoc/>
    public MessageHeader ReadHeader(ReadOnlySpan<byte> encoded)
    {
        var isRead = EnvelopeReader.TryRead(encoded, out var wire);
        return new MessageHeader(
            (isRead ? WireEnums.ToModel(wire.Priority) : null) ?? Priority.Medium,
            isRead ? Encoding.UTF8.GetString(wire.ParentId) : "",
            isRead ? Encoding.UTF8.GetString(wire.CorrelationId) : "",
            isRead && WireEnums.ToModel(wire.Type) is { } type && ReplyTypes.IsReply(type));
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> EncodeStamp(Stamp stamp)
    {
        var tagsSize = SizeOf(stamp.Tags);
        var bytes = new byte[SizeOf(stamp, tagsSize)];
        var writer = new WireWriter(bytes);
        writer.TextField(WireStamp.TenantIdFieldNumber, stamp.Sender.Tenant);
        writer.TextField(WireStamp.SenderFieldNumber, stamp.Sender.Agent);
        writer.VarintField(WireStamp.SenderTypeFieldNumber, (ulong)WireEnums.ToWire(stamp.SenderType));
        foreach (var role in stamp.SenderRoles)
        {
            writer.TextField(WireStamp.SenderRolesFieldNumber, role);
        }

        writer.VarintField(WireStamp.StatusFieldNumber, (ulong)WireEnums.ToWire(stamp.Status));
        writer.VarintField(WireStamp.ConstitutionalValidatedFieldNumber, stamp.Validated ? 1UL : 0);
        if (stamp.Impact is { } impact)
        {
            writer.DoubleField(WireStamp.ImpactScoreFieldNumber, impact);
        }

        if (stamp.Ehi is { } ehi)
        {
            writer.DoubleField(WireStamp.EhiScoreFieldNumber, ehi);
        }

        if (tagsSize > 0)
        {
            writer.BytesHeader(WireStamp.InspectionFieldNumber, tagsSize);
            foreach (var tag in stamp.Tags)
            {
                writer.TextField(WireInspection.TagsFieldNumber, tag);
            }
        }

        writer.TextField(WireStamp.PolicyRevisionFieldNumber, stamp.PolicyRevision);
        writer.VarintField(WireStamp.ClassificationFieldNumber, (ulong)WireEnums.ToWire(stamp.Classification));
        writer.TextField(WireStamp.ProtocolFieldNumber, stamp.Protocol);
        return bytes;
    }

    private static WireStamp? Parse(ReadOnlySpan<byte> stamp)
    {
        try
        {
            return WireStamp.Parser.ParseFrom(stamp);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static int SizeOf(Stamp stamp, int tagsSize) =>
        WireWriter.SizeTextField(stamp.Sender.Tenant)
        + WireWriter.SizeTextField(stamp.Sender.Agent)
        + WireWriter.SizeVarintField((ulong)WireEnums.ToWire(stamp.SenderType))
        + SizeOf(stamp.SenderRoles)
        + WireWriter.SizeVarintField((ulong)WireEnums.ToWire(stamp.Status))
        + (stamp.Validated ? 2 : 0)
        + (stamp.Impact is null ? 0 : 1 + sizeof(double))
        + (stamp.Ehi is null ? 0 : 1 + sizeof(double))
        + (tagsSize == 0 ? 0 : WireWriter.SizeBytesField(tagsSize))
        + WireWriter.SizeTextField(stamp.PolicyRevision)
        + WireWriter.SizeVarintField((ulong)WireEnums.ToWire(stamp.Classification))
        + WireWriter.SizeTextField(stamp.Protocol);

    private static int SizeOf(System.Collections.Immutable.ImmutableArray<string> texts)
    {
        var size = 0;
        foreach (var text in texts)
        {
            size += WireWriter.SizeTextField(text);
        }

        return size;
    }
}
