using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgentBus.Silo.Json;

/// <summary>Bounds of JSON.</summary>
internal static class JsonLimits
{
    /// <summary>Objects and lists in each other in a frame: a payload of so many levels still passes the reader of Protobuf, which counts up to three for each.</summary>
    public const int FrameDepth = 24;

    /// <summary>The same in what the bus wrote itself from an admitted message.</summary>
    public const int OwnDepth = 128;

    /// <summary>How frames are written. They are not put into pages unescaped by the bus, so letters stay letters.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = OwnDepth, SkipValidation = true };
}
