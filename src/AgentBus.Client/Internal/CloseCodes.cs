namespace AgentBus.Client.Internal;

/// <summary>Reads the end of a connection from its close frame, whose description is the bus's code.</summary>
internal static class CloseCodes
{
    public static LinkEnd ToEnd(int? status, string? description)
    {
        var code = description?.Split(':', ' ')[0] ?? "";
        var isCode = code.Length > 0 && code.All(static c => char.IsAsciiLetterLower(c) || c == '_');
        return new LinkEnd(isCode ? code : AgentBusCodes.Unreachable, $"The bus closed the connection: {status} {description}");
    }
}
