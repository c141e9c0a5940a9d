using System.ComponentModel.DataAnnotations;

namespace AgentBus.Silo.Options;

/// <summary>The Open Policy Agent server that tenants with an OpaPath are judged by (VAL-03). Asked by its REST data API.</summary>
internal sealed class OpaOptions
{
    /// <summary>Its address, such as http://localhost:8181; empty: there is none. Security: over http whoever sits between reads every message and answers in its stead; use https beyond this machine.</summary>
    public string Url { get; set; } = "";

    /// <summary>A file with the bearer token that it asks for; empty: it asks for none. Security: readable by the bus only.</summary>
    public string TokenFile { get; set; } = "";

    /// <summary>An answer is waited for so long; then the message is refused.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:30")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>When half of so many questions within 10 s failed, none is asked for a while (AFR-22, AFR-23).</summary>
    [Range(2, 10_000)]
    public int FailureThreshold { get; set; } = 5;

    /// <summary>So long nothing is asked then; after it one question tries.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan RecoveryTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The most bytes of an answer.</summary>
    [Range(1_024, 16_777_216)]
    public int MaxAnswerBytes { get; set; } = 1 << 20;
}
