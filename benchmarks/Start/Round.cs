namespace MailUpgrade.Benchmarks.Start;

/// <summary>One start of one contestant.</summary>
/// <param name="ListeningMs">From the start of the process to the first TCP connection that it takes.</param>
/// <param name="AnswerMs">To the end of the first answer that is 200.</param>
/// <param name="CpuMs">Processor time up to then, ended children included: what load on the machine changes least.</param>
/// <param name="IdleKb">VmRSS after it was left alone.</param>
internal sealed record Round(double ListeningMs, double AnswerMs, double CpuMs, double IdleKb);
