"""What people see: the only room that speaks Streamlit."""
