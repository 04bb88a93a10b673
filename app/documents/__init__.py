"""ReportLab: one frozen value in, PDF bytes out."""
