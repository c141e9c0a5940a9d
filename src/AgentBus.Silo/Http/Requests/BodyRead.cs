using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>A body, or why it was not read.</summary>
/// <param name="Bytes">The body.</param>
/// <param name="Refusal">Why not; null: it was.</param>
/// <param name="Status">The HTTP status of the refusal.</param>
internal readonly record struct BodyRead(ReadOnlyMemory<byte> Bytes, Refusal? Refusal, int Status)
{
    public static BodyRead Refused(int status, Code code, string reason) => new(default, new Refusal(code, reason), status);
}
