namespace AgentBus.Load.Reports;

/// <summary>A line of the table: what was wanted and what came out.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Measured">The figure; null: its suite did not run.</param>
/// <param name="Reach">What must be reached; null: nothing is asked.</param>
/// <param name="Goal">What is aimed at.</param>
/// <param name="LessIsBetter">Whether the figure may be under the reach rather than over it.</param>
/// <param name="Remark">What else belongs beside it.</param>
internal sealed record FigureRow(string Name, double? Measured, double? Reach, double? Goal, bool LessIsBetter, string Remark)
{
    public bool FellShort => (Measured, Reach) is ({ } measured, { } reach) && (LessIsBetter ? measured > reach : measured < reach);

    /// <summary>The rows of architecture §9 that this tool measures; those that fell short first.</summary>
    public static IReadOnlyList<FigureRow> Of(Figures figures)
    {
        double? Ratio(string dividend, string divisor) => figures.Find(dividend) / figures.Find(divisor);
        string Number(string key, string format, string unit) => figures.Find(key) is { } value ? value.ToString(format) + unit : "–";
        FigureRow Queue(string name, string key, string remark) => new(name, figures.Find($"{key}_per_s_64"), null, null, false,
            $"{remark}; p50 {Number($"{key}_p50_ms_64", "F2", "")}, p99 {Number($"{key}_p99_ms_64", "F2", " ms")}; server {Number($"{key}_server_us_64", "F1", " µs")}, driver {Number($"{key}_driver_us_64", "F1", " µs")} CPU each");
        FigureRow[] rows =
        [
            new("messages/s over 64 connections ÷ echo, FULL", figures.Find("ratio_messages_64"), 0.5, 0.7, false,
                $"{Number("messages_per_s_64", "N0", "")} ÷ {Number("echo_per_s_64", "N0", "/s")}; server {Number("server_us_per_message_64", "F1", " µs")}, driver {Number("driver_us_per_message_64", "F1", " µs")} CPU a message, driver's share {Number("driver_share_64", "P0", "")}; echo server {Number("echo_us_per_message_64", "F1", " µs")}"),
            new("messages/s over 64 connections ÷ echo, NORMAL", figures.Find("ratio_messages_64_normal"), 0.65, 0.85, false,
                $"{Number("messages_per_s_64_normal", "N0", "/s")}; survives SIGKILL, not a power cut"),
            new("server CPU a message with the ledger ÷ without", figures.Find("ledger_cpu_ratio"), 1.15, 1.15, true,
                $"{Number("ledger_with_us_64", "F1", "")} ÷ {Number("ledger_without_us_64", "F1", " µs")}, over 64 connections, FULL"),
            new("receipt p99 at 6,310/s ÷ echo's, durable", Ratio("p99_ms_at_6310_durable", "p99_ms_at_6310_echo"), 4, 2, true,
                $"{Number("p99_ms_at_6310_durable", "F3", " ms")} ÷ {Number("p99_ms_at_6310_echo", "F3", " ms")} from schedule; p50 {Number("p50_ms_at_6310_durable", "F3", " ms")}; from send {Number("p99_ms_at_6310_durable_from_send", "F3", " ms")}"),
            new("receipt p99 at 6,310/s ÷ echo's, ephemeral", Ratio("p99_ms_at_6310_ephemeral", "p99_ms_at_6310_echo"), 2, 1.1, true,
                $"{Number("p99_ms_at_6310_ephemeral", "F3", " ms")}; p50 {Number("p50_ms_at_6310_ephemeral", "F3", " ms")}; from send {Number("p99_ms_at_6310_ephemeral_from_send", "F3", " ms")}"),
            new("fan-out to 100 members ÷ one SendAsync each", figures.Find("ratio_fanout_100"), 1.0, 1.3, false,
                $"{Number("deliveries_per_s_100", "N0", "")} ÷ {Number("fanout_echo_per_s_100", "N0", " deliveries/s")}"),
            new("grain call, µs", figures.Find("grain_call_us"), 2, 1, true, "sequential, from a grain, embedded runtime"),
            new("memory per idle connection, KiB", figures.Find("idle_connection_kib"), 24, 12, true,
                $"resident, after a collection, over {Number("idle_connections", "N0", "")} connections"),
            new("receipt p99 at 6,310/s over 1,000 of 10,000 connections ÷ echo's", Ratio("crowd_p99_ms_at_6310", "p99_ms_at_6310_echo"), 4, 2, true,
                $"{Number("crowd_p99_ms_at_6310", "F3", " ms")} with {Number("crowd_connections", "N0", " connections")}, durable"),
            Queue("direct messages/s over 64 connections", "direct", "to the inboxes of 8 agents, each acknowledged; latencies of the receipt"),
            Queue("requests with replies/s over 64 connections", "request", "two messages each, answered by 8 agents, all acknowledged; latencies of the reply"),
            Queue("work-queue messages/s over 64 connections", "work_queue", "8 queues with 2 workers each, each acknowledged; latencies of the receipt"),
            new("opening a case, p50 ms", figures.Find("case_open_p50_ms"), 2, 2, true,
                $"from the send to the durable receipt; p99 {Number("case_open_p99_ms", "F2", " ms")}; a message that is not held {Number("case_plain_p50_ms", "F2", " ms")}"),
            new("vote to delivery, p50 ms", figures.Find("case_vote_delivery_p50_ms"), 5, 5, true,
                $"from the vote over HTTP until a member of the channel has the message; p99 {Number("case_vote_delivery_p99_ms", "F2", " ms")}; the vote was answered in {Number("case_vote_answer_p50_ms", "F2", " ms")}"),
            new("page of the open cases, p99 ms", figures.Find("case_list_p99_ms"), 50, 50, true,
                $"50 of {Number("case_list_open", "N0", "")} over HTTP; p50 {Number("case_list_p50_ms", "F2", " ms")}; after a decision p50 {Number("case_list_changed_p50_ms", "F2", "")}, p99 {Number("case_list_changed_p99_ms", "F2", " ms")}"),
            new("server CPU a message that is not held, while many wait ÷ none", figures.Find("case_unheld_cpu_ratio"), 1.05, 1, true,
                $"{Number("case_unheld_with_us_64", "F1", "")} ÷ {Number("case_unheld_without_us_64", "F1", " µs")}; messages/s {Number("case_unheld_rate_ratio", "F2", "")}; over 64 connections, FULL"),
            new("server CPU a message with three dashboards open ÷ none", figures.Find("dashboards_cpu_ratio"), 1.05, 1, true,
                $"{Number("dashboards_with_us_64", "F1", "")} ÷ {Number("dashboards_without_us_64", "F1", " µs")}; queue, overview and decided, which fetch what changes; over 64 connections, FULL"),
            new("page of the dashboard, p99 ms", figures.Find("dashboard_page_p99_ms"), 100, 50, true,
                $"over HTTP, with {Number("dashboard_cases", "N0", "")} open cases and 50 messages/s; p50 {Number("dashboard_page_p50_ms", "F2", " ms")}; browser: InteractionTests"),
            new("start to ready, s", figures.Find("ready_s"), 1.2, 0.5, true, "empty directory"),
        ];
        return [.. rows.OrderBy(static row => !row.FellShort)];
    }
}
