namespace AgentBus.Silo.Options;

/// <summary>What is wrong with the policies of inspection (CAS-17).</summary>
internal static class InspectionProblems
{
    /// <summary>The problems, each with its key.</summary>
    public static IEnumerable<string> Find(AgentBusOptions options)
    {
        var policies = options.Tenants
            .Where(static tenant => tenant.Value.Inspection is not null)
            .Select(static tenant => (Key: $"{nameof(AgentBusOptions.Tenants)}:{tenant.Key}:{nameof(TenantOptions.Inspection)}", Policy: tenant.Value.Inspection!))
            .Prepend((Key: $"{nameof(AgentBusOptions.Inspection)}:{nameof(InspectionOptions.Policy)}", options.Inspection.Policy));
        return from policy in policies
               from problem in policy.Policy.Problems()
               select $"{AgentBusOptions.Section}:{policy.Key}: {problem}";
    }
}
