using AgentBus.Model;

namespace AgentBus.Domain.Routing;

/// <summary>Verbs of subjects: their text, and which one a message has.</summary>
public static class SubjectVerbs
{
    private static readonly string[] Texts = ["cmd", "evt", "qry", "rsp", "err"];

    /// <summary>The verb as it stands in a subject.</summary>
    public static string Text(this SubjectVerb verb) => Texts[(int)verb];

    /// <summary>Reads a verb.</summary>
    public static bool TryParse(string text, out SubjectVerb verb)
    {
        var index = Array.IndexOf(Texts, text);
        verb = (SubjectVerb)Math.Max(index, 0);
        return index >= 0;
    }

    /// <summary>The verb of a message. <see cref="SubjectVerb.Err"/> is the bus's own.</summary>
    public static SubjectVerb Of(MessageType type) => type switch
    {
        MessageType.Query or MessageType.ConstitutionalValidation => SubjectVerb.Qry,
        MessageType.Response or MessageType.GovernanceResponse or MessageType.TaskResponse => SubjectVerb.Rsp,
        MessageType.Event or MessageType.Notification or MessageType.Heartbeat => SubjectVerb.Evt,
        _ => SubjectVerb.Cmd,
    };
}
