using System.Text;
using AgentBus.Protocol.Texts;

namespace AgentBus.Gateway.Tests.WireFormat;

/// <summary>The texts of an envelope as a list.</summary>
internal static class ReadTexts
{
    public static List<(TextKind Kind, string Key, string Path, string Value, int Ordinal)> Of(ReadOnlySpan<byte> envelope)
    {
        var collecting = new Collecting([], int.MaxValue);
        EnvelopeTexts.Walk(envelope, ref collecting);
        return collecting.Found;
    }

    public static int CountUntil(ReadOnlySpan<byte> envelope, int most)
    {
        var collecting = new Collecting([], most);
        EnvelopeTexts.Walk(envelope, ref collecting);
        return collecting.Found.Count;
    }

    private readonly struct Collecting(List<(TextKind, string, string, string, int)> found, int most) : ITextVisitor
    {
        public List<(TextKind, string, string, string, int)> Found => found;

        public bool Visit(in TextPart part)
        {
            found.Add((part.Kind, Text(part.Key), Text(part.Path), Text(part.Value), part.Ordinal));
            return found.Count < most;
        }

        private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
    }
}
