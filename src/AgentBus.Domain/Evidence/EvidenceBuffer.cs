using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgentBus.Domain.Evidence;

/// <summary>
/// Where evidence is written before it is copied out. One belongs to one grain activation, which writes one body at a time: not thread-safe.
/// </summary>
public sealed class EvidenceBuffer : IDisposable
{
    // Made when something is written: most of the agents of a silo are quiet.
    private ArrayBufferWriter<byte>? _bytes;
    private Utf8JsonWriter? _json;

    /// <inheritdoc/>
    public void Dispose() => _json?.Dispose();

    /// <summary>Begins an object.</summary>
    internal Utf8JsonWriter Begin()
    {
        if (_bytes is null || _json is null)
        {
            _bytes = new ArrayBufferWriter<byte>(512);
            _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        }

        _bytes.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        return _json;
    }

    /// <summary>Ends the object and copies it out.</summary>
    internal ReadOnlyMemory<byte> End()
    {
        _json!.WriteEndObject();
        _json.Flush();
        return _bytes!.WrittenSpan.ToArray();
    }
}
