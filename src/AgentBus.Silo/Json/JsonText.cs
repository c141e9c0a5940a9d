using System.Text.Json;
using AgentBus.Model;

namespace AgentBus.Silo.Json;

/// <summary>Reads JSON that came from outside: strictly, with every name once in an object, and no deeper than allowed.</summary>
internal static class JsonText
{
    private static readonly Refusal NotUnicode = new(Code.MessageInvalid, "The body has a name that is no Unicode text: half of a surrogate pair.");

    /// <summary>Parses a text. The refusal says where it is wrong, and repeats nothing of it.</summary>
    public static Result<JsonDocument> Parse(ReadOnlyMemory<byte> utf8, int maxDepth)
    {
        try
        {
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            return new Refusal(
                Code.MessageInvalid,
                $"The body is no JSON, has a name twice in an object, or is nested deeper than {maxDepth} (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}).");
        }
        catch (InvalidOperationException)
        {
            return NotUnicode;
        }
    }

    /// <summary>The name of a member; null where it is no Unicode text.</summary>
    public static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Text, a number, true or false as text; null where it is something else.</summary>
    public static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => TryGetText(value, out var text) ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    /// <summary>Whether a value is text that is Unicode throughout; a JSON text can hold half of a surrogate pair.</summary>
    public static bool TryGetText(JsonElement value, out string text)
    {
        text = "";
        if (value.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = value.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The name of a member, where it is Unicode throughout.</summary>
    public static bool TryGetName(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }

    /// <summary>The text of a member; null where there is none, or it is no text.</summary>
    public static string? Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && TryGetText(member, out var text) ? text : null;
}
