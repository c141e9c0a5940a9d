using System.Text;
using AgentBus.Domain.Ports;
using AgentBus.Protocol.Wire;
using AgentBus.Rego;
using Envelope = AgentBus.Model.Envelope;
using Media = AgentBus.Protocol.V1.Media;
using WireContent = AgentBus.Protocol.V1.Content;
using WireEnvelope = AgentBus.Protocol.V1.Envelope;

namespace AgentBus.Silo.Gateway;

/// <inheritdoc/>
internal sealed class MessageData : IMessageData
{
    private readonly ObjectShape _content = new("text", "structured", "encoding", "media");
    private readonly ObjectShape _media = new("uri", "content_type", "size_bytes", "name");

    /// <inheritdoc/>
    public RegoValue? Payload(Envelope message)
    {
        Dictionary<string, RegoValue>? members = null;
        foreach (var field in new FieldsOf(message.Encoded.Span, WireEnvelope.PayloadFieldNumber))
        {
            StructValue.ReadMembers(field, members ??= new(StringComparer.Ordinal));
        }

        return members is null ? null : RegoValue.ObjectOf(members);
    }

    /// <inheritdoc/>
    public RegoValue? PayloadMember(Envelope message, string name)
    {
        Span<byte> utf8 = stackalloc byte[name.Length * 3];
        utf8 = utf8[..Encoding.UTF8.GetBytes(name, utf8)];
        RegoValue? found = null;
        foreach (var field in new FieldsOf(message.Encoded.Span, WireEnvelope.PayloadFieldNumber))
        {
            found = StructValue.FindMember(field, utf8) ?? found;
        }

        return found;
    }

    /// <inheritdoc/>
    public RegoValue? Headers(Envelope message)
    {
        Dictionary<string, RegoValue>? headers = null;
        foreach (var entry in new FieldsOf(message.Encoded.Span, WireEnvelope.HeadersFieldNumber))
        {
            headers ??= new(StringComparer.Ordinal);
            headers[Text(entry, 1) ?? ""] = RegoValue.Of(Text(entry, 2) ?? "");
        }

        return headers is null ? null : RegoValue.ObjectOf(headers);
    }

    /// <inheritdoc/>
    public RegoValue? Content(Envelope message)
    {
        var isThere = false;
        string? text = null;
        string? encoding = null;
        Dictionary<string, RegoValue>? structured = null;
        List<RegoValue>? media = null;
        foreach (var content in new FieldsOf(message.Encoded.Span, WireEnvelope.ContentFieldNumber))
        {
            isThere = true;
            text = Text(content, WireContent.TextFieldNumber) ?? text;
            encoding = Text(content, WireContent.EncodingFieldNumber) ?? encoding;
            foreach (var data in new FieldsOf(content, WireContent.StructuredFieldNumber))
            {
                StructValue.ReadMembers(data, structured ??= new(StringComparer.Ordinal));
            }

            foreach (var medium in new FieldsOf(content, WireContent.MediaFieldNumber))
            {
                (media ??= []).Add(Medium(medium));
            }
        }

        return !isThere ? null : _content.Of(
            OfText(text), structured is null ? null : RegoValue.ObjectOf(structured), OfText(encoding), media is null ? null : RegoValue.ArrayOf(media));
    }

    private static RegoValue? OfText(string? text) => string.IsNullOrEmpty(text) ? null : RegoValue.Of(text);

    private static string? Text(ReadOnlySpan<byte> message, int number)
    {
        string? text = null;
        foreach (var field in new FieldsOf(message, number))
        {
            text = Encoding.UTF8.GetString(field);
        }

        return text;
    }

    private RegoValue Medium(ReadOnlySpan<byte> medium)
    {
        var size = 0UL;
        var reader = new WireReader(medium);
        while (reader.TryReadTag(out var number, out var type) && reader.TryReadValue(type, out var value, out _))
        {
            size = number == Media.SizeBytesFieldNumber ? value : size;
        }

        return _media.Of(
            OfText(Text(medium, Media.UriFieldNumber)),
            OfText(Text(medium, Media.ContentTypeFieldNumber)),
            RegoValue.Of(new System.Numerics.BigInteger(size)),
            OfText(Text(medium, Media.NameFieldNumber)));
    }
}
