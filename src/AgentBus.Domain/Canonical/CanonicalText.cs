using System.Buffers;
using System.Text.Unicode;

namespace AgentBus.Domain.Canonical;

/// <summary>Texts as RFC 8785 section 3.2.2.2 has them: UTF-8 as it is, and the fewest escapes that JSON demands.</summary>
internal static class CanonicalText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static c => (char)c), '"', '\\']);

    /// <summary>Writes a text in its quotes; false where it is no Unicode.</summary>
    public static bool TryWrite(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        output.Write("\""u8);
        while (true)
        {
            var plain = text.IndexOfAny(Escaped);
            if (!TryWritePlain(output, plain < 0 ? text : text[..plain]))
            {
                return false;
            }

            if (plain < 0)
            {
                output.Write("\""u8);
                return true;
            }

            WriteEscaped(output, text[plain]);
            text = text[(plain + 1)..];
        }
    }

    private static bool TryWritePlain(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        var bytes = output.GetSpan((text.Length * 3) + 1);
        var status = Utf8.FromUtf16(text, bytes, out _, out var written, replaceInvalidSequences: false);
        output.Advance(written);
        return status == OperationStatus.Done;
    }

    private static void WriteEscaped(IBufferWriter<byte> output, char character)
    {
        ReadOnlySpan<byte> named = character switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\t' => "\\t"u8,
            '\n' => "\\n"u8,
            '\f' => "\\f"u8,
            '\r' => "\\r"u8,
            _ => default,
        };
        if (named.IsEmpty)
        {
            output.Write("\\u00"u8);
            output.Write([(byte)(character < 0x10 ? '0' : '1'), "0123456789abcdef"u8[character & 0xf]]);
            return;
        }

        output.Write(named);
    }
}
