namespace AgentBus.Load.Reports;

/// <summary>What a run found out, by key. The keys are stable: other tools read them.</summary>
internal sealed class Figures
{
    /// <summary>Every run reports these, as null where its suite was left out.</summary>
    public static readonly IReadOnlyList<string> Promised =
    [
        "ratio_messages_64", "messages_per_s_64", "echo_per_s_64",
        "p99_ms_at_6310_durable", "p99_ms_at_6310_ephemeral", "p99_ms_at_6310_echo",
        "ratio_messages_64_normal", "ledger_cpu_ratio", "ratio_fanout_100", "direct_per_s_64", "request_per_s_64", "work_queue_per_s_64", "case_open_p50_ms", "case_vote_delivery_p50_ms", "case_list_p99_ms", "case_unheld_cpu_ratio", "dashboards_cpu_ratio", "dashboard_page_p99_ms", "grain_call_us", "idle_connection_kib", "ready_s",
        "receipts", "journal_rows",
    ];

    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, double> Values => _values;

    public void Set(string key, double value) => _values[key] = value;

    public void Add(string key, double value) => _values[key] = _values.GetValueOrDefault(key) + value;

    public double? Find(string key) => _values.TryGetValue(key, out var value) ? value : null;
}
