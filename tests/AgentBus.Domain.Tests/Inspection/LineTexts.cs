using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Inspection;

/// <summary>Messages whose bytes are lines of <c>path=text</c>; what lies below <c>payload</c> was named by its sender.</summary>
internal sealed class LineTexts : IMessageText
{
    /// <summary>Thrown by every reading; null: none.</summary>
    public Exception? Fault { get; init; }

    public static Envelope Message(params string[] lines)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        return Scene.Message with { Encoded = bytes, BodyDigest = SHA256.HashData(bytes) };
    }

    public static string TextOf(Envelope envelope) => Encoding.UTF8.GetString(envelope.Encoded.Span);

    public void Read(Envelope envelope, TextSheet sheet)
    {
        if (Fault is not null)
        {
            throw Fault;
        }

        var ordinal = 0;
        foreach (var line in TextOf(envelope).Split('\n'))
        {
            var (path, text) = (line[..line.IndexOf('=', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            var key = path.StartsWith("payload.", StringComparison.Ordinal) ? path[(path.LastIndexOf('.') + 1)..] : "";
            sheet.Add(ordinal++, SheetPart.Text, Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(path), Encoding.UTF8.GetBytes(text));
        }
    }

    public Envelope Change(Envelope envelope, ReadOnlySpan<TextChange> changes)
    {
        var lines = TextOf(envelope).Split('\n');
        foreach (var change in changes)
        {
            var line = lines[change.Ordinal];
            var start = line.IndexOf('=', StringComparison.Ordinal) + 1;
            var rest = Encoding.UTF8.GetBytes(line[start..]);
            lines[change.Ordinal] = line[..start] + Encoding.UTF8.GetString(change.Value.Span) + Encoding.UTF8.GetString(rest.AsSpan(Math.Min(rest.Length, change.Taken)));
        }

        var changed = Message(lines);
        return envelope with { Encoded = changed.Encoded, BodyDigest = changed.BodyDigest };
    }
}
