using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace AgentBus.Domain.Inspection;

/// <summary>Writes a text without what was found in it. A text that is JSON stays JSON: within strings only their content goes, and a number becomes a string (PII-04).</summary>
public static class TextRedactor
{
    /// <summary>What stands in the place of a finding.</summary>
    public const string Mark = "***REDACTED***";

    /// <summary>The same in UTF-8.</summary>
    internal static readonly byte[] MarkBytes = Encoding.ASCII.GetBytes(Mark);

    /// <summary>The text without what the default inspector finds of these types; a text that holds none is the same (PII-04).</summary>
    public static string Redact(string text, ImmutableHashSet<string> types)
    {
        var findings = TextInspector.Default.Inspect(text).Findings;
        return findings.IsEmpty ? text : Redact(text, findings.RemoveAll(finding => !types.Contains(finding.Type)));
    }

    /// <summary>The text without its findings.</summary>
    public static string Redact(string text, ImmutableArray<Finding> findings) =>
        findings.IsEmpty ? text : Encoding.UTF8.GetString(Redact(Encoding.UTF8.GetBytes(text), findings));

    /// <summary>The UTF-8 text without its findings, which are of this text and in their order.</summary>
    public static byte[] Redact(ReadOnlySpan<byte> utf8, ImmutableArray<Finding> findings)
    {
        var output = new ArrayBufferWriter<byte>(utf8.Length + 64);
        if (!IsJson(utf8))
        {
            Replace(utf8, 0, utf8.Length, findings, output);
            return output.WrittenSpan.ToArray();
        }

        var reader = new Utf8JsonReader(utf8, Options);
        var copied = 0;
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName or JsonTokenType.Number))
            {
                continue;
            }

            var isText = reader.TokenType != JsonTokenType.Number;
            var start = (int)reader.TokenStartIndex + (isText ? 1 : 0);
            var end = start + reader.ValueSpan.Length;
            output.Write(utf8[copied..start]);
            copied = end;
            if (isText)
            {
                Replace(utf8, start, end, findings, output);
            }
            else if (Touches(findings, start, end))
            {
                output.Write("\""u8);
                output.Write(MarkBytes);
                output.Write("\""u8);
            }
            else
            {
                output.Write(utf8[start..end]);
            }
        }

        output.Write(utf8[copied..]);
        return output.WrittenSpan.ToArray();
    }

    private static JsonReaderOptions Options => new() { MaxDepth = 1024 };

    private static void Replace(ReadOnlySpan<byte> utf8, int start, int end, ImmutableArray<Finding> findings, ArrayBufferWriter<byte> output)
    {
        var at = start;
        for (var i = FirstAfter(findings, start); i < findings.Length && findings[i].ByteStart < end; i++)
        {
            output.Write(utf8[at..Math.Max(at, findings[i].ByteStart)]);
            output.Write(MarkBytes);
            at = Math.Min(end, findings[i].ByteEnd);
        }

        output.Write(utf8[at..end]);
    }

    private static bool Touches(ImmutableArray<Finding> findings, int start, int end) => FirstAfter(findings, start) is var i && i < findings.Length && findings[i].ByteStart < end;

    /// <summary>The first finding that ends after a place.</summary>
    private static int FirstAfter(ImmutableArray<Finding> findings, int place)
    {
        var (low, high) = (0, findings.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = findings[middle].ByteEnd > place ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static bool IsJson(ReadOnlySpan<byte> utf8)
    {
        var first = utf8.IndexOfAnyExcept(" \t\r\n"u8);
        if (first < 0 || utf8[first] is not ((byte)'{' or (byte)'[' or (byte)'"'))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, Options);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
