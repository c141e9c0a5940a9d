using AgentBus.Model;
using AgentBus.Silo.Json;

namespace AgentBus.Silo.Http;

/// <summary>Why something weighty is done, as a request says it: the field reason, 1 to 1,024 characters.</summary>
internal static class StatedReason
{
    private const string Field = "reason";
    private const int MaxLength = 1_024;

    private static readonly Refusal Absent = new(Code.MessageInvalid, "The field reason must say why, in 1 to 1,024 characters; it goes into the evidence.");

    /// <summary>Reads it; fields that the operation does not have are noted.</summary>
    public static Result<string> Read(ApiCall call)
    {
        var findings = new JsonFindings();
        call.NoteUnknown([Field], findings);
        return call.Take(findings) is { } unknown ? unknown
            : JsonText.Text(call.Request.Data, Field) is { Length: > 0 and <= MaxLength } reason ? reason
            : Absent;
    }
}
