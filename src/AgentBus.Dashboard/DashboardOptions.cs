using System.ComponentModel.DataAnnotations;

namespace AgentBus.Dashboard;

/// <summary>The dashboard for people (DEL-07), at /dashboard of the public listener.</summary>
public sealed class DashboardOptions
{
    /// <summary>The dashboard is served.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whoever signed in is asked again after so long, and when the credential ends. Security: bounds what a stolen cookie is good for.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(10);

    /// <summary>Whoever has no page open for so long is asked again. Security: a browser left alone.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>So often the credential of everybody who is signed in is held against keys, tenant and revocations; a page that is asked for is held against them at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan Revalidation { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Sessions at once; one person has at most 16, of which the oldest ends for a new one. Security: bounds memory.</summary>
    [Range(1, 100_000)]
    public int MaxSessions { get; set; } = 1_000;

    /// <summary>People may sign in with API keys too. Security: they look, and cannot vote, whatever is chosen here.</summary>
    public bool AllowApiKeys { get; set; } = true;
}
