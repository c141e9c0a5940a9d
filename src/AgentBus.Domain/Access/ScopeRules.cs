using System.Collections.Immutable;
using AgentBus.Domain.Routing;

namespace AgentBus.Domain.Access;

/// <summary>The scopes of a credential: they narrow what its roles cover, and never widen it.</summary>
public static class ScopeRules
{
    /// <summary>Whether the subject lies within the scopes; without any, everything does. A pattern that is none covers nothing.</summary>
    public static bool Covers(ImmutableArray<string> scopes, string subject)
    {
        if (scopes.IsDefaultOrEmpty)
        {
            return true;
        }

        foreach (var scope in scopes)
        {
            if (SubjectPattern.Parse(scope)?.Matches(subject) == true)
            {
                return true;
            }
        }

        return false;
    }
}
