"""The page, in Streamlit: one module a panel."""
