namespace AgentBus.Domain.Policies;

/// <summary>Which parts of the input a policy needs, by the paths that it reads.</summary>
internal static class InputPaths
{
    /// <summary>The parts at and below all of the paths.</summary>
    public static InputParts PartsOf(IEnumerable<IReadOnlyList<string>> paths) =>
        paths.Aggregate(InputParts.None, static (parts, path) => parts | PartsOf(path));

    /// <summary>Whether any of the parts is there.</summary>
    public static bool Has(this InputParts parts, InputParts any) => (parts & any) != InputParts.None;

    private static InputParts PartsOf(IReadOnlyList<string> path) => path.Count == 0 ? InputParts.All : path[0] switch
    {
        "action" => InputParts.Action,
        "ehi_score" => InputParts.Ehi,
        "findings" => InputParts.Findings,
        "has_approval" => InputParts.Approval,
        "recent" => InputParts.Recent,
        "time_ns" => InputParts.Time,
        "user" or "tenant" or "security_context" => InputParts.Principal,
        "target" => path.Count == 1 ? InputParts.Target | InputParts.TargetUse : OfTarget(path[1]),
        "message" => path.Count == 1 ? InputParts.Message : OfMessage(path[1]),
        _ => InputParts.None,
    };

    private static InputParts OfTarget(string member) => member is "environment" or "data_scope" or "repository" or "network" ? InputParts.TargetUse : InputParts.Target;

    private static InputParts OfMessage(string member) => member switch
    {
        "content" => InputParts.Content,
        "payload" => InputParts.Payload,
        "headers" => InputParts.Headers,
        "type" or "kind" or "priority" or "classification" or "requires_approval" or "encrypted" or "protocol" => InputParts.Kind,
        _ => InputParts.Ids,
    };
}
