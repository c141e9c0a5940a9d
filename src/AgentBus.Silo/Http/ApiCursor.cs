using System.Buffers.Text;
using System.Text;

namespace AgentBus.Silo.Http;

/// <summary>Cursors of lists: opaque to callers, so that what is in them can change.</summary>
internal static class ApiCursor
{
    /// <summary>The parameter of the query.</summary>
    public const string Parameter = "cursor";

    private const int MaxLength = 512;

    /// <summary>A cursor that leads back to a text.</summary>
    public static string Write(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>The text of a cursor; null where it is none of ours.</summary>
    public static string? Read(string cursor)
    {
        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
    }
}
